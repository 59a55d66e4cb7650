// Says which file was picked, beside our own file button (admin/widgets/pick_file.html).
document.addEventListener("change", function (event) {
  var input = event.target;
  var said = input.type === "file" && input.parentNode.querySelector(".picked");
  if (said) {
    said.textContent = input.files.length ? input.files[0].name : "未选择文件";
  }
});

// Django's Chinese catalogue leaves the heads of the calendar's columns in English.
if (window.CalendarNamespace) {
  window.CalendarNamespace.daysOfWeekInitial = ["日", "一", "二", "三", "四", "五", "六"];
}
