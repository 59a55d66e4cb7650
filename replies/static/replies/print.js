// The print room: ticks all rows or none, and says how many are ticked.
(function () {
  var form = document.getElementById("print-form");
  if (!form) { return; }
  var all = document.getElementById("tick-all");
  var boxes = Array.prototype.slice.call(form.querySelectorAll("input[name=letters]"));
  function count() {
    var ticked = boxes.filter(function (box) { return box.checked; }).length;
    document.getElementById("ticked").textContent = ticked ? "（" + ticked + " 份）" : "";
    all.checked = ticked === boxes.length;
    all.indeterminate = ticked > 0 && ticked < boxes.length;
  }
  all.addEventListener("change", function () {
    boxes.forEach(function (box) { box.checked = all.checked; });
    count();
  });
  form.addEventListener("change", function (event) {
    if (event.target.name === "letters") { count(); }
  });
  count();
})();
