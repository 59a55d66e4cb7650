// Says which file was picked, beside our own file button (components/pick_file.html).
document.addEventListener("change", function (event) {
  var input = event.target;
  var said = input.type === "file" && input.parentNode.querySelector(".picked");
  if (said) {
    said.textContent = input.files.length > 1 ? "已选" + input.files.length + "个文件" :
      input.files.length ? input.files[0].name : "未选择文件";
  }
});
