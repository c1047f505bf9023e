// A signature drawn with finger, pen or mouse; sent as a picture with its form.
for (const form of document.querySelectorAll("form[data-signature]")) {
  const canvas = form.querySelector("[data-signature-canvas]");
  const pen = canvas.getContext("2d");
  const field = form.elements.signature;
  let drawn = false;
  const place = (event) => {
    const box = canvas.getBoundingClientRect();
    return [((event.clientX - box.left) * canvas.width) / box.width, ((event.clientY - box.top) * canvas.height) / box.height];
  };
  pen.lineWidth = 4;
  pen.lineCap = pen.lineJoin = "round";
  canvas.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    pen.beginPath();
    pen.moveTo(...place(event));
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!canvas.hasPointerCapture(event.pointerId)) return;
    pen.lineTo(...place(event));
    pen.stroke();
    drawn = true;
  });
  canvas.addEventListener("pointerup", () => {
    if (drawn) field.value = canvas.toDataURL("image/png");
  });
  form.querySelector("[data-signature-clear]").addEventListener("click", () => {
    pen.clearRect(0, 0, canvas.width, canvas.height);
    drawn = false;
    field.value = "";
  });
}
