// Django's Chinese catalogue leaves the heads of the calendar's columns in English.
if (window.CalendarNamespace) {
  window.CalendarNamespace.daysOfWeekInitial = ["日", "一", "二", "三", "四", "五", "六"];
}
