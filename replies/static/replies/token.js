// Signing in again changes the security token; a form that was open before takes the new one when it is sent.
(function () {
  function token() {
    var found = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
    return found && found[1];
  }
  document.addEventListener("submit", function (event) {
    var field = event.target.elements.csrfmiddlewaretoken;
    if (field && token()) { field.value = token(); }
  }, true);
  document.addEventListener("htmx:configRequest", function (event) {
    if (token()) { event.detail.parameters["csrfmiddlewaretoken"] = token(); }
  });
})();
