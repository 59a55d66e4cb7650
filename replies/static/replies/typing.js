// The meeting week's typing: keys, names, and a draft on this machine that outlives a reload and a lost network.
(function () {
  var WORDS = ["received_on", "title", "sponsors", "category", "desired_unit", "text", "disclosure_reason"];
  var TICKS = ["disclosure_consent", "file_now"];
  var TYPED = ["title", "sponsors", "desired_unit", "text"]; // without any of these a draft is empty
  var waiting;

  function byId(id) { return document.getElementById(id); }
  function place() { return "typing:" + byId("typing").dataset.user + ":" + byId("typing").dataset.session; }
  function key() { return byId("typing").elements.form_key; }
  function clock(at) { return ("0" + at.getHours()).slice(-2) + ":" + ("0" + at.getMinutes()).slice(-2); }
  function say(words) { byId("kept").textContent = words; }
  function trouble(words) { byId("trouble").textContent = words; byId("trouble").hidden = !words; }

  // --- The draft: the words and the key of the form, so that sending it again cannot log the item twice ---

  function keep() {
    var at = new Date(), draft = { at: at.getTime(), key: key().value };
    WORDS.forEach(function (name) { draft[name] = byId(name).value; });
    TICKS.forEach(function (name) { draft[name] = byId(name).checked; });
    if (!TYPED.some(function (name) { return draft[name].trim(); })) { forget(); return; }
    try {
      localStorage.setItem(place(), JSON.stringify(draft));
      say("草稿已保存在本机 " + clock(at));
    } catch (full) {
      say("本机存不下草稿，请尽快保存");
    }
    byId("discard").hidden = false;
  }
  function forget() {
    clearTimeout(waiting);
    localStorage.removeItem(place());
    byId("discard").hidden = true;
    say("");
  }
  function restore() {
    var draft;
    try { draft = JSON.parse(localStorage.getItem(place())); } catch (broken) { draft = null; }
    if (!draft) { return; }
    WORDS.forEach(function (name) { byId(name).value = draft[name] || ""; });
    TICKS.forEach(function (name) { byId(name).checked = draft[name]; });
    key().value = draft.key;
    byId("discard").hidden = false;
    say("已找回 " + clock(new Date(draft.at)) + " 没有登记的草稿");
    byId("received_on").dispatchEvent(new Event("change", { bubbles: true }));
  }

  // --- The names: the list offers whole lines, those typed before kept in front ---

  function offer() {
    var typed = byId("sponsors").value, before = typed.replace(/[^、，,；;]*$/, ""), begun = typed.slice(before.length).trim();
    var people = byId("people");
    people.textContent = "";
    if (!begun) { return; }
    var options = Array.prototype.slice.call(byId("roll").options);
    options.filter(function (one) { return one.value.indexOf(begun) === 0; }).slice(0, 8).forEach(function (one) {
      var choice = document.createElement("option");
      var namesakes = options.filter(function (other) { return other.value === one.value; }).length;
      choice.value = before + one.value + (namesakes > 1 ? "（" + one.label + "）" : "");
      choice.label = one.label === one.value ? "" : one.label;
      people.appendChild(choice);
    });
  }

  // --- One form after the other ---

  function begin() {
    byId("sponsors").setAttribute("list", "people");
    byId("sponsors").setAttribute("autocomplete", "off");
    byId("desired_unit").setAttribute("list", "units");
    var wrong = document.querySelector("#typing .wrong input, #typing .wrong textarea, #typing .wrong select");
    (wrong || byId("title")).focus();
  }
  function next(from) {
    var fields = Array.prototype.slice.call(byId("typing").querySelectorAll(".field input, .field select, .field textarea"));
    (fields[fields.indexOf(from) + 1] || byId("save")).focus();
  }

  document.addEventListener("input", function (event) {
    if (!byId("typing").contains(event.target)) { return; }
    if (event.target.id === "sponsors") { offer(); }
    clearTimeout(waiting);
    waiting = setTimeout(keep, 300);
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Enter" || event.isComposing || !byId("typing").contains(event.target)) { return; }
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      if (!byId("save").disabled) { byId("typing").requestSubmit(); }
    } else if (event.target.matches("input, select")) {
      event.preventDefault();
      next(event.target);
    }
  });
  document.addEventListener("click", function (event) {
    if (event.target.id !== "discard") { return; }
    forget();
    window.location.assign("?session=" + byId("typing").dataset.session);
  });
  window.addEventListener("pagehide", function () { if (waiting && !byId("discard").hidden) { keep(); } });

  document.body.addEventListener("htmx:beforeRequest", function (event) {
    if (event.detail.elt.id === "typing") { keep(); trouble(""); }
  });
  document.body.addEventListener("htmx:beforeSwap", function (event) {
    if (event.detail.elt.id === "typing" && event.detail.xhr.status === 422) { event.detail.shouldSwap = true; event.detail.isError = false; }
  });
  document.body.addEventListener("htmx:afterSwap", function (event) {
    if (event.detail.requestConfig.elt.id !== "typing") { return; }
    if (byId("typing").hasAttribute("data-wrong")) { keep(); } else { forget(); }
    begin();
  });
  ["htmx:sendError", "htmx:timeout"].forEach(function (name) {
    document.body.addEventListener(name, function (event) {
      if (event.detail.elt.id !== "typing") { return; }
      trouble("网络不通，还没有收到登记结果。文字都在本机，网络恢复后请再按“保存”，不会重复登记。");
    });
  });
  document.body.addEventListener("htmx:responseError", function (event) {
    if (event.detail.elt.id !== "typing") { return; }
    trouble(event.detail.xhr.status === 401 || event.detail.xhr.status === 403 ?
      "登录已过期。请在新窗口登录，再回到本页按“保存”；文字都在本机。" :
      "服务器没有收下，还没有登记。文字都在本机，请稍候再按“保存”。");
  });

  restore();
  begin();
})();
