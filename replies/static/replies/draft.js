// The draft page: says so when the words could not be kept, and asks before unsaved words are left behind.
(function () {
  var form = document.getElementById("draft");
  var unsaved = false;
  form.addEventListener("input", function () { unsaved = true; });
  form.addEventListener("submit", function () { unsaved = false; });
  function failed(said) {
    unsaved = true;
    document.getElementById("draft-status").innerHTML = "<b class=\"error\">还没有保存：" + said + "</b>";
  }
  document.body.addEventListener("htmx:beforeRequest", function () { unsaved = false; });
  document.body.addEventListener("htmx:afterSettle", function () {
    unsaved = unsaved || !!document.querySelector("#draft-status > .error");
  });
  document.body.addEventListener("htmx:sendError", function () { failed("网络不通。请不要关闭本页，稍候继续输入会再次保存。"); });
  document.body.addEventListener("htmx:responseError", function () { failed("服务器没有收下。请先复制正文，再刷新本页。"); });
  window.addEventListener("beforeunload", function (event) {
    if (unsaved) { event.preventDefault(); event.returnValue = ""; }
  });
})();
