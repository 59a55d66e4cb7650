// The review board: ticks all rows or none, says how many, and goes from row to row with the arrow keys.
(function () {
  var all = document.getElementById("tick-all");
  var boxes = Array.prototype.slice.call(document.querySelectorAll("input[name=cases]"));
  function count() {
    var ticked = boxes.filter(function (box) { return box.checked; }).length;
    document.getElementById("ticked").textContent = ticked ? "（" + ticked + " 件）" : "";
    all.checked = ticked === boxes.length;
    all.indeterminate = ticked > 0 && ticked < boxes.length;
  }
  all.addEventListener("change", function () {
    boxes.forEach(function (box) { box.checked = all.checked; });
    count();
  });
  document.addEventListener("change", function (event) {
    if (event.target.name === "cases") { count(); }
  });
  document.addEventListener("keydown", function (event) {
    var place = boxes.indexOf(document.activeElement), step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (place < 0 || !step || !boxes[place + step]) { return; }
    event.preventDefault();
    boxes[place + step].focus();
  });
  count();
  boxes[0].focus();
})();
