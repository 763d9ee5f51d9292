"""What a user does on the page and sees there."""

from collections.abc import Callable

from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait


class User:
    """A person at the page."""

    def __init__(self, browser: webdriver.Chrome, patience: float = 30) -> None:
        self.browser = browser
        self._wait: WebDriverWait[webdriver.Chrome] = WebDriverWait(
            browser, patience, ignored_exceptions=[StaleElementReferenceException]
        )

    def visit(self, address: str) -> "User":
        """Open the page afresh and wait until a question can be typed."""
        self.browser.get(address)
        self._wait.until(lambda b: b.find_elements(By.CSS_SELECTOR, "#question textarea, #question input"))
        return self

    @property
    def box(self) -> WebElement:
        return self.browser.find_element(By.CSS_SELECTOR, "#question textarea, #question input")

    def ask(self, question: str) -> WebElement:
        """Type a question, press Enter, and wait for what is said to it."""
        # What was said to nobody's question goes with the next one: only turns with a question stay.
        kind = ".turn:has(.question)" if question.strip() else ".turn"
        before = len(self.turns(kind))
        if question:
            # Set at once: typing 10,000 characters key by key takes minutes.
            self.browser.execute_script(
                "const box = arguments[0]; box.focus();"
                "Object.getOwnPropertyDescriptor(Object.getPrototypeOf(box), 'value').set.call(box, arguments[1]);"
                "box.dispatchEvent(new Event('input', {bubbles: true}));",
                self.box, question,
            )  # fmt: skip
        self.box.send_keys(Keys.ENTER)
        return self.reply(before, kind)

    def reply(self, before: int, kind: str = ".turn") -> WebElement:
        """The turn after the first `before` ones of a kind, once it is answered."""

        def answered(_: object) -> WebElement | None:
            turns = self.turns(kind)
            done = len(turns) > before and turns[-1].find_elements(By.CSS_SELECTOR, ".answer, .notice")
            return turns[-1] if done else None

        turn = self._wait.until(answered)
        assert turn
        return turn

    def turns(self, kind: str = ".turn") -> list[WebElement]:
        return self.browser.find_elements(By.CSS_SELECTOR, f"#conversation {kind}")

    def see(self, selector: str) -> WebElement:
        """The element, once it can be seen."""

        def visible(browser: webdriver.Chrome) -> WebElement | None:
            return next((one for one in browser.find_elements(By.CSS_SELECTOR, selector) if one.is_displayed()), None)

        element = self._wait.until(visible)
        assert element
        return element

    def press(self, selector: str, within: WebElement | None = None) -> None:
        """Click the first such element that can be seen, wherever it is scrolled to."""

        def visible(_: object) -> WebElement | None:
            found = (within or self.browser).find_elements(By.CSS_SELECTOR, selector)
            return next((one for one in found if one.is_displayed()), None)

        element = self._wait.until(visible)
        self.browser.execute_script("arguments[0].click()", element)

    def until(self, holds: Callable[[], object]) -> None:
        """Wait until something holds."""
        self._wait.until(lambda _: holds())

    def inside(self, element: WebElement, box: WebElement) -> bool:
        """Whether the element is scrolled into view within a box."""
        inner, outer = element.rect, box.rect
        scrolled = self.browser.execute_script("return window.scrollY")
        top = self.browser.execute_script("return arguments[0].getBoundingClientRect().top", element) + scrolled
        start = self.browser.execute_script("return arguments[0].getBoundingClientRect().top", box) + scrolled
        return bool(start <= top and top + inner["height"] <= start + outer["height"])
