// 交办: type a few characters of a unit's name, choose with the arrows, take with Enter. The server keeps each row.
(function () {
  var table = document.getElementById("assign-table");
  var source = document.getElementById("unit-names");
  if (!table || !source) { return; }
  var names = JSON.parse(source.textContent);
  var list = document.getElementById("unit-list");
  var fields = Array.prototype.slice.call(table.querySelectorAll(".unit-pick"));
  var field = null, chosen = -1;

  function pieces(input) {
    var parts = input.value.split(/[、，,;；\s]+/);
    return { before: parts.slice(0, -1).filter(Boolean), last: parts[parts.length - 1] };
  }
  function close() {
    list.hidden = true;
    chosen = -1;
    if (field) { field.setAttribute("aria-expanded", "false"); }
  }
  function mark(index) {
    chosen = index;
    Array.prototype.forEach.call(list.children, function (item, place) {
      item.setAttribute("aria-selected", place === index ? "true" : "false");
      if (place === index) { item.scrollIntoView({ block: "nearest" }); }
    });
  }
  function open(input) {
    var typed = pieces(input);
    var found = names.filter(function (name) {
      return typed.last && name.indexOf(typed.last) >= 0 && typed.before.indexOf(name) < 0;
    }).slice(0, 8);
    list.textContent = "";
    if (!found.length || found[0] === typed.last) { close(); return; }
    found.forEach(function (name) {
      var item = document.createElement("li");
      item.setAttribute("role", "option");
      item.textContent = name;
      list.appendChild(item);
    });
    var box = input.getBoundingClientRect();
    list.style.left = (box.left + window.pageXOffset) + "px";
    list.style.top = (box.bottom + window.pageYOffset + 2) + "px";
    list.style.minWidth = box.width + "px";
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    mark(0);
  }
  function tell(input) { input.dispatchEvent(new Event("change", { bubbles: true })); }
  function take(input, name) {
    input.value = pieces(input).before.concat([name]).join("、");
    close();
    tell(input);
  }
  function go(input, step) {
    var next = fields[fields.indexOf(input) + step];
    if (next) { next.focus(); next.select(); }
  }
  function suggestion(input) {
    return input.value ? null : table.querySelector('.take[data-field="' + input.id + '"]');
  }

  table.addEventListener("input", function (event) {
    if (event.target.classList.contains("unit-pick")) { field = event.target; open(field); }
  });
  table.addEventListener("keydown", function (event) {
    var input = event.target;
    if (event.isComposing || !input.classList.contains("unit-pick")) { return; }
    field = input;
    var shown = !list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      var step = event.key === "ArrowDown" ? 1 : -1;
      if (shown && !event.altKey) { mark((chosen + step + list.children.length) % list.children.length); } else { go(input, 2 * step); }
    } else if (event.key === "Enter") {
      event.preventDefault();
      var offer = suggestion(input);
      if (shown && chosen >= 0) { take(input, list.children[chosen].textContent); } else if (offer) { input.value = offer.dataset.unit; tell(input); }
      go(input, 1);
    } else if (event.key === "Escape") {
      close();
    }
  });
  table.addEventListener("focusout", close);
  list.addEventListener("mousedown", function (event) {
    event.preventDefault();
    if (field && event.target.tagName === "LI") { take(field, event.target.textContent); }
  });
  table.addEventListener("click", function (event) {
    if (!event.target.classList.contains("take")) { return; }
    var input = document.getElementById(event.target.dataset.field);
    input.value = event.target.dataset.unit;
    tell(input);
    input.focus();
  });
  // The server gives back the full names of what was typed short; what was typed since then is left alone.
  document.body.addEventListener("htmx:afterSettle", function (event) {
    var status = event.target.id ? document.getElementById(event.target.id) : null;
    var row = status && status.closest("tr");
    if (!row || status.dataset.lead === undefined || !event.detail.requestConfig) { return; }
    var sent = event.detail.requestConfig.parameters;
    ["lead", "co"].forEach(function (name) {
      var input = row.querySelector("[name=" + name + "]");
      if (input !== document.activeElement && input.value === sent[name]) { input.value = status.dataset[name]; }
    });
  });
  // What the server did not get must not look kept.
  function lost(event) {
    var status = event.target.querySelector && event.target.querySelector(".row-status");
    if (status) { status.textContent = "没有存上，请检查网络后再改一次"; status.className = "row-status error"; }
  }
  document.body.addEventListener("htmx:sendError", lost);
  document.body.addEventListener("htmx:responseError", lost);
})();
