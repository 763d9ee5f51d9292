// What the page does in the browser itself: the panel with the source, copying, and keeping the newest turn in sight.
(() => {
  const panel = () => document.getElementById("source-panel");
  let opener = null;

  const close = () => {
    const open = panel() && !panel().hidden;
    if (!open) return;
    panel().hidden = true;
    document.body.classList.remove("source-open");
    if (opener && opener.isConnected) opener.focus();
    opener = null;
  };

  const open = (button) => {
    const source = button.closest(".citation").querySelector(".source");
    const shown = panel().querySelector(".shown");
    shown.replaceChildren(...Array.from(source.childNodes, (node) => node.cloneNode(true)));
    panel().hidden = false;
    document.body.classList.add("source-open");
    opener = button;
    const quoted = shown.querySelector(".quoted");
    shown.scrollTop = quoted ? Math.max(0, quoted.offsetTop - shown.offsetTop - 60) : 0;
    panel().querySelector("[data-close]").focus();
  };

  // Without a secure context (a page served to the local network) there is no clipboard interface.
  const copyOldWay = (words) => {
    const field = document.createElement("textarea");
    field.value = words;
    field.className = "offscreen";
    document.body.append(field);
    field.select();
    const copied = document.execCommand("copy");
    field.remove();
    return copied;
  };

  const copy = async (button) => {
    let copied = true;
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
    } catch {
      copied = copyOldWay(button.dataset.copy);
      button.focus();
    }
    const label = "Copy citation";
    button.textContent = copied ? "Copied" : "Could not copy";
    const status = document.getElementById("page-status");
    if (status) status.textContent = copied ? "Citation copied" : "The citation could not be copied";
    setTimeout(() => { button.textContent = label; if (status) status.textContent = ""; }, 2000);
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.matches("[data-open]")) open(button);
    else if (button.matches("[data-copy]")) copy(button);
    else if (button.matches("[data-close]")) close();
    else if (button.id === "new-conversation") close();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });

  let seen = 0;
  let height = 0;
  new MutationObserver(() => {
    const turns = document.querySelectorAll("#conversation .turn");
    document.body.classList.toggle("talking", turns.length > 0);
    const last = turns[turns.length - 1];
    if (!last) { seen = 0; return; }
    if (turns.length === seen && last.offsetHeight === height) return;
    seen = turns.length;
    height = last.offsetHeight;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    last.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "start" });
  }).observe(document.body, { childList: true, subtree: true, characterData: true });
})();
