// What the page does in the browser itself: panels and dialogs beside the conversation, copying, and keeping earlier
// conversations in this browser. Answers come from the server as HTML in which report text is only ever text.
(() => {
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
  const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

  // Each component that the script talks through registers itself here: `trigger` starts an event, `server` calls.
  const connected = {};
  window.reportsPage = { connect: (name, trigger, server) => { connected[name] = { trigger, server }; } };

  let forget = 0;
  // Read out; `seen` on the page too, for what shows nowhere else. An open dialog hides what is outside of it.
  const say = (words, seen = false) => {
    const status = one("#page-status");
    if (!status) return;
    const home = one("dialog[open]") ?? document.body;
    if (status.parentElement !== home) home.append(status);
    status.classList.toggle("offscreen", !seen);
    status.textContent = words;
    clearTimeout(forget);
    forget = setTimeout(() => { status.textContent = ""; }, seen ? 8000 : 4000);
  };

  // What a function of the server gives back; null, and said, where it gives nothing: Gradio's script throws then, or
  // warns in the console only.
  const call = async (name, given, failed, seen = true) => {
    let back = null;
    try { back = await connected.conversation.server[name](given) ?? null; } catch { /* said below */ }
    if (back === null) say(failed, seen);
    return back;
  };

  // --- Panels -------------------------------------------------------------------------------------------------
  let opener = null;
  const openPanel = () => document.getElementById(document.body.dataset.beside || "");
  const coversAll = () => matchMedia("(max-width: 1199px)").matches;

  const tellMenu = () => all("[data-panel]").forEach((each) => {
    each.setAttribute("aria-expanded", String(each.dataset.panel === document.body.dataset.beside));
  });

  const closePanel = () => {
    if (!openPanel()) return;
    delete document.body.dataset.beside;
    tellMenu();
    const back = opener;
    opener = null;
    if (back && back.isConnected) back.focus();
  };

  const showPanel = (id, button) => {
    const panel = document.getElementById(id);
    if (panel === openPanel() && button.matches("[data-panel]")) return closePanel();
    if (!button.closest("#source-panel, #conversations-panel, #reports-panel")) opener = button;
    // The conversation narrows beside the panel: what was pressed in it stays where it is.
    const before = button.getBoundingClientRect().top;
    document.body.dataset.beside = id;
    if (button.closest("#conversation")) scrollBy(0, button.getBoundingClientRect().top - before);
    tellMenu();
    panel.setAttribute("role", coversAll() ? "dialog" : "complementary");
    panel.setAttribute("aria-labelledby", one("h2", panel).id);
    if (coversAll()) panel.setAttribute("aria-modal", "true"); else panel.removeAttribute("aria-modal");
    one("[data-close]", panel).focus();
  };

  // A panel that covers the page keeps the keyboard within.
  const keepWithin = (event) => {
    const panel = openPanel();
    if (!panel || !coversAll() || one("dialog[open]")) return;
    const stops = all("button, summary, input, textarea, [tabindex='0']", panel).filter((each) => each.offsetParent);
    const [first, last] = [stops[0], stops[stops.length - 1]];
    const outside = !panel.contains(document.activeElement);
    if (event.shiftKey && (outside || document.activeElement === first)) { event.preventDefault(); last.focus(); }
    else if (!event.shiftKey && (outside || document.activeElement === last)) { event.preventDefault(); first.focus(); }
  };

  // --- The source ---------------------------------------------------------------------------------------------
  const turnOf = (element) => JSON.parse(element.closest(".turn").dataset.turn);

  // What is cited, as the server's `Place`: lengths in characters as Python counts them.
  const placeOf = (button) => {
    const [kind, number] = button.dataset.open.split(" ");
    const cited = turnOf(button).answer[kind][Number(number)];
    const place = { report: cited.report, section: cited.section };
    if (kind === "nearby") return { ...place, passage: cited.text, quote: [0, Array.from(cited.text).length] };
    const start = cited.quote_at;
    return {
      ...place, passage: cited.passage, quote: [start, start + Array.from(cited.quote).length],
      answer: cited.answer.map((at) => start + at),
    };
  };

  const showSource = async (asked, button) => {
    showPanel("source-panel", button);
    const shown = one("#source-panel .shown");
    shown.innerHTML = '<p class="waiting">Opening the report…</p>';
    shown.scrollTop = 0;
    one("#source-heading").textContent = "In the report";
    const failed = "The report cannot be shown just now. Please try again.";
    shown.innerHTML = await call("source", asked, failed, false) ?? `<p class="notice">${failed}</p>`;
    one("#source-heading").textContent = one(".title", shown)?.textContent ?? "In the report";
    const quoted = one(".quoted", shown);
    if (quoted) scrollTo(shown, nearAbove(quoted), 70);
  };

  const scrollTo = (box, element, above) => {
    box.scrollTop += element.getBoundingClientRect().top - box.getBoundingClientRect().top - above;
  };

  // The heading or the page over a quote, where it and the quote can be seen at once; else the quote itself.
  const nearAbove = (quoted) => {
    const above = (each) => quoted.getBoundingClientRect().top - each.getBoundingClientRect().top;
    const near = (each) => above(each) >= 0 && above(each) < innerHeight / 3;
    return all("h4, h5, h6, .page", quoted.closest("section")).find(near) ?? quoted;
  };

  const goTo = (button) => {
    const shown = button.closest(".shown");
    button.closest("details").open = false;
    const heading = document.getElementById(button.dataset.goto);
    scrollTo(shown, heading, 16);
    heading.focus({ preventScroll: true });
  };

  // A page as it is printed, in a dialog of its own.
  let printed = null;

  const showPrinted = async (report, page) => {
    const dialog = one("#page-dialog");
    const address = await call("printed_page", { report, page }, "The page cannot be shown just now. Please try again.");
    if (address === null) return;
    if (!address) return say(`There is no picture of page ${page}`);
    printed = { report, page };
    one("#page-heading").textContent = `Page ${page}`;
    const image = one("img", dialog);
    image.src = address;
    image.alt = `Page ${page} as printed`;
    if (!dialog.open) dialog.showModal();
    dialog.scrollTop = 0;
    say(`Page ${page}`);
  };

  // The contents open at the section that is being read.
  const markHere = (contents) => {
    const shown = contents.closest(".shown");
    const top = shown.getBoundingClientRect().top + one("summary", contents).offsetHeight;
    const passed = all(".text [id^=place]", shown).filter((each) => each.getBoundingClientRect().top < top + 100);
    const here = passed.length ? passed[passed.length - 1].id : "";
    all("[data-goto]", contents).forEach((each) => {
      if (each.dataset.goto === here) { each.setAttribute("aria-current", "true"); each.scrollIntoView({ block: "nearest" }); }
      else each.removeAttribute("aria-current");
    });
  };

  // --- Copying and saving -------------------------------------------------------------------------------------
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
    button.textContent = copied ? "Copied" : "Could not copy";
    say(copied ? "Citation copied" : "The citation could not be copied");
    setTimeout(() => { button.textContent = "Copy citation"; }, 2000);
  };

  const save = async (turns) => {
    const failed = "This conversation cannot be saved just now. Please try again.";
    const words = await call("markdown", `[${turns.join(",")}]`, failed);
    if (words === null) return;
    if (!words) return say("This conversation could not be saved");
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([words], { type: "text/markdown" }));
    link.download = `questions-${new Date().toISOString().slice(0, 10)}.md`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    say("Saved as Markdown");
  };

  // --- Conversations kept in this browser ---------------------------------------------------------------------
  const KEPT = "conversations";
  const MOST = 50;
  let current = null;
  let reopening = null;
  let deleted = "";

  const kept = () => {
    try { return JSON.parse(localStorage.getItem(KEPT)) || []; } catch { return []; }
  };

  const keep = (conversations) => {
    let left = conversations.slice(0, MOST);
    while (left.length) {
      try { localStorage.setItem(KEPT, JSON.stringify(left)); return; } catch { left = left.slice(0, -1); }
    }
    try { localStorage.removeItem(KEPT); } catch { /* a browser that keeps nothing */ }
  };

  const shownTurns = () => all("#conversation .turn[data-turn]").map((turn) => turn.dataset.turn);

  const find = (id) => kept().find((each) => each.id === id);
  const asked = (turns) => JSON.stringify(turns.map((turn) => JSON.parse(turn).question));

  const remember = () => {
    const turns = shownTurns();
    if (!turns.length) {
      if (!one("#conversation .turn")) current = null;
      return;
    }
    if (JSON.stringify(turns) === deleted) return;
    if (reopening && asked(turns) === asked(find(reopening)?.turns ?? [])) { current = reopening; reopening = null; }
    current ??= `${Date.now()}-${Math.random().toString(36).slice(2)}`;
    const before = kept();
    const same = before.find((each) => each.id === current);
    if (same && JSON.stringify(same.turns) === JSON.stringify(turns)) return;
    const title = JSON.parse(turns[0]).question;
    keep([{ id: current, title, when: Date.now(), turns }, ...before.filter((each) => each.id !== current)]);
  };

  const button = (words, attribute, value, name = "") => {
    const made = document.createElement("button");
    made.type = "button";
    made.dataset[attribute] = value;
    made.textContent = words;
    if (name) made.setAttribute("aria-label", `${words}: ${name}`);
    return made;
  };

  const listConversations = () => {
    const list = document.createElement("ul");
    list.className = "conversations";
    for (const { id, title, when, turns } of kept()) {
      const item = document.createElement("li");
      const about = document.createElement("p");
      const count = turns.length === 1 ? "1 question" : `${turns.length} questions`;
      about.textContent = `${new Date(when).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" })} · ${count}`;
      const actions = document.createElement("div");
      actions.className = "actions";
      actions.append(button("Open", "reopen", id, title), button("Save", "saveKept", id, title), button("Delete", "forget", id, title));
      const name = document.createElement("h3");
      name.textContent = title;
      item.append(name, about, actions);
      list.append(item);
    }
    const hint = document.createElement("p");
    hint.className = "hint";
    hint.textContent = list.children.length
      ? "Kept in this browser only." : "Nothing here yet. Conversations are kept in this browser only.";
    one("#conversations-panel .shown").replaceChildren(list, hint);
  };

  const reopen = (id) => {
    reopening = id;
    current = null;
    connected.conversation.trigger("select", { turns: `[${find(id).turns.join(",")}]` });
    closePanel();
    one("#question textarea")?.focus();
  };

  const forgetConversation = (id) => {
    keep(kept().filter((each) => each.id !== id));
    // What is still on the page must not be kept again before it goes on.
    if (current === id) { current = null; deleted = JSON.stringify(shownTurns()); }
    listConversations();
    one("#conversations-panel [data-close]").focus();
    say("Conversation deleted");
  };

  // --- Asking again, and opinions -----------------------------------------------------------------------------
  const busy = () => document.body.classList.contains("busy");

  const ask = (question, place) => {
    if (busy()) return say("Please wait for the answer, or stop it.");
    if (coversAll()) closePanel();
    connected.conversation.trigger("submit", { question, place });
    // What was pressed goes away. On a touch screen the box would bring up the keyboard over the answer.
    if (!matchMedia("(pointer: coarse)").matches) one("#question textarea")?.focus();
  };

  const inDialog = (id, then) => {
    const dialog = document.getElementById(id);
    dialog.returnValue = "";
    dialog.addEventListener("close", () => { if (dialog.returnValue) then(); }, { once: true });
    dialog.showModal();
    one("textarea", dialog).focus();
  };

  const edit = (turn) => {
    const field = one("#edit-question");
    field.value = turn.dataset.question;
    inDialog("edit-dialog", () => ask(field.value, Number(turn.dataset.place)));
  };

  const opinions = new Map();
  let unsent = null;

  // The dialog's heading and what it asks for, by whether there was an answer and by the verdict on it.
  const OPINIONS = {
    true: {
      right: ["This is right", "Anything to add? (optional)"],
      wrong: ["This is not right", "What is wrong, or what would be right? (optional)"],
    },
    false: {
      right: ["It is not in the reports", "Anything to add? (optional)"],
      wrong: ["It is in the reports", "Where, or in which words? (optional)"],
    },
  };

  const giveOpinion = (pressed) => {
    const turn = pressed.closest(".turn").dataset.turn;
    const verdict = pressed.dataset.opinion;
    const [heading, label] = OPINIONS[JSON.parse(turn).answer.found][verdict];
    one("#opinion-heading").textContent = heading;
    one("#opinion-dialog label").textContent = label;
    const field = one("#opinion-comment");
    field.value = unsent?.turn === turn ? unsent.comment : "";
    inDialog("opinion-dialog", async () => {
      const comment = field.value;
      const thanks = await call("keep_opinion", { turn, verdict, comment }, "This cannot be kept just now. Please try again.");
      // What was written stands in the dialog again when it is tried again.
      unsent = thanks === null ? { turn, comment } : null;
      if (thanks === null) return;
      opinions.set(turn, { verdict, thanks });
      showOpinions();
      say(thanks);
    });
  };

  // The server's HTML knows nothing of opinions, so they are shown anew after each change of the conversation.
  const showOpinions = () => {
    for (const turn of all("#conversation .turn[data-turn]")) {
      const opinion = opinions.get(turn.dataset.turn);
      const question = one(".opinion span", turn);
      if (!opinion || !question) continue;
      if (question.textContent !== opinion.thanks) question.textContent = opinion.thanks;
      all("[data-opinion]", turn).forEach((each) => { each.hidden = true; });
    }
  };

  // --- What clicks and keys do --------------------------------------------------------------------------------
  const clicked = {
    open: (pressed) => showSource(placeOf(pressed), pressed),
    read: (pressed) => showSource(pressed.dataset.read, pressed),
    goto: goTo,
    picture: (pressed) => showPrinted(pressed.dataset.report, Number(pressed.dataset.picture)),
    leaf: (pressed) => showPrinted(printed.report, printed.page + Number(pressed.dataset.leaf)),
    copy,
    close: closePanel,
    panel: (pressed) => {
      if (pressed.dataset.panel === "conversations-panel") listConversations(); else refreshReports();
      showPanel(pressed.dataset.panel, pressed);
    },
    ask: (pressed) => ask(pressed.dataset.ask),
    edit: (pressed) => edit(pressed.closest(".turn")),
    retry: (pressed) => {
      const { question, place } = pressed.closest(".turn").dataset;
      ask(question, Number(place));
    },
    opinion: giveOpinion,
    save: () => save(shownTurns()),
    saveKept: (pressed) => save(find(pressed.dataset.saveKept).turns),
    reopen: (pressed) => reopen(pressed.dataset.reopen),
    forget: (pressed) => forgetConversation(pressed.dataset.forget),
    remove: (pressed) => {
      connected.reports.trigger("delete", { id: pressed.dataset.remove });
      one("#reports-panel [data-close]").focus();
    },
  };

  // Somebody else, or another page of one's own, may have added or removed reports.
  const refreshReports = () => connected.reports?.trigger("select", {});

  document.addEventListener("visibilitychange", () => { if (!document.hidden) refreshReports(); });

  document.addEventListener("click", (event) => {
    const pressed = event.target.closest("button");
    if (!pressed) return;
    const action = Object.keys(clicked).find((name) => name in pressed.dataset);
    if (action) clicked[action](pressed);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !one("dialog[open]")) closePanel();
    if (event.key === "Tab") keepWithin(event);
    // Enter sends what stands in a dialog, as it does in the question box.
    if (event.key === "Enter" && !event.shiftKey && event.target.matches("dialog textarea")) {
      event.preventDefault();
      event.target.form.requestSubmit(one(".primary", event.target.form));
    }
  });

  document.addEventListener("toggle", (event) => {
    if (event.target.matches?.(".contents") && event.target.open) markHere(event.target);
  }, true);

  // --- Following the conversation -----------------------------------------------------------------------------
  let followed = "";

  // What is read out of a new answer: what it opens with, not the quotes.
  const inShort = (turn) => all(".notice, .says, .short, .caution, .compared > li > :is(h3, .item)", turn)
    .map((each) => each.innerText).join(". ");

  const follow = () => {
    const turns = all("#conversation .turn");
    document.body.classList.toggle("talking", turns.length > 0);
    document.body.classList.toggle("busy", Boolean(one("#conversation .waiting")));
    showOpinions();
    remember();
    hideStale(turns[turns.length - 1]);
    const last = turns[turns.length - 1];
    const state = last ? `${turns.length} ${Boolean(one(".waiting", last))} ${last.dataset.question}` : "";
    if (state === followed) return;
    followed = state;
    if (last && !one(".waiting", last)) say(inShort(last));
    last?.scrollIntoView({ behavior: calm() ? "auto" : "smooth", block: "start" });
  };

  // Suggestions come after their answer, and may come when the next question is asked already.
  const hideStale = (last) => {
    const next = one(".next");
    if (next) next.hidden = !last || next.dataset.after !== `${last.dataset.place} ${last.dataset.question}`;
  };

  let scheduled = false;
  new MutationObserver(() => {
    if (scheduled) return;
    scheduled = true;
    requestAnimationFrame(() => { scheduled = false; follow(); });
  }).observe(document.documentElement, { childList: true, subtree: true, characterData: true });
})();
