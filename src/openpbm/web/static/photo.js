/* The camera of a person's photos: seen with a guide, looked at by this machine, then kept.
   The page works without this: a photo can be chosen as a file. */
const form = document.querySelector("#photo-form");
const LONGEST = 1400;  // pixels; more is not sent
const MOST_BYTES = 320_000;  // as the app takes them
const LOOK_MS = 1200;  // between two looks at what the camera sees
const LOOK_LONGEST = 1000;  // of a picture that is only looked at

if (form) {
  const part = (name) => form.querySelector(`[data-part=${name}]`);
  const does = (name) => form.querySelector(`[data-do=${name}]`);
  const [video, still, finder, told, guide] = ["video", "still", "finder", "told", "guide"].map(part);
  const file = form.elements.photo;
  const said = form.dataset;
  let stream = null;
  let looking = 0;

  /* ---- pixels ---- */
  const drawn = (source, wide, high, longest) => {  // upright, in the middle, three to four
    const width = Math.min(wide, high * 3 / 4);
    const height = Math.min(high, wide * 4 / 3);
    const scale = Math.min(1, longest / Math.max(width, height));
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [Math.round(width * scale), Math.round(height * scale)];
    canvas.getContext("2d").drawImage(source, (wide - width) / 2, (high - height) / 2, width, height,
      0, 0, canvas.width, canvas.height);
    return canvas;
  };
  const whole = (bitmap) => {
    const scale = Math.min(1, LONGEST / Math.max(bitmap.width, bitmap.height));
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [Math.round(bitmap.width * scale), Math.round(bitmap.height * scale)];
    canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    return canvas;
  };
  const blobOf = (canvas, quality) => new Promise((done) => { canvas.toBlob(done, "image/jpeg", quality); });
  const small = async (canvas) => {
    let blob = null;
    for (const quality of [0.95, 0.92, 0.88, 0.82, 0.7]) {
      blob = await blobOf(canvas, quality);
      if (blob.size <= MOST_BYTES) break;
    }
    return blob;
  };

  /* ---- what this machine says of it ---- */
  const look = async (blob, marks = {}) => {
    const sent = new FormData();
    sent.append("token", form.elements.token.value);
    for (const [name, value] of Object.entries(marks)) sent.append(name, value);
    sent.append("photo", blob, "photo.jpg");
    const answer = await fetch(said.look, { method: "POST", body: sent }).then((a) => a.json(), () => null);
    return answer;
  };
  const tell = (answer) => {
    told.textContent = answer === null ? "" : answer.said.join(" ") || said.good;
    finder.classList.toggle("is-good", Boolean(answer?.good));
  };
  const watch = async (turn) => {
    if (turn !== looking || !stream) return;
    if (video.videoWidth) {
      const blob = await blobOf(drawn(video, video.videoWidth, video.videoHeight, LOOK_LONGEST), 0.8);
      const answer = await look(blob);
      if (turn !== looking || !stream) return;
      tell(answer);
    }
    setTimeout(() => watch(turn), LOOK_MS);
  };

  /* ---- the camera ---- */
  const showing = (state) => {  // begin, live, taken
    part("begin").hidden = state !== "begin";
    finder.hidden = state === "begin";
    part("shoot").hidden = state !== "live";
    [video.hidden, still.hidden, guide.style.display] = [state === "taken", state !== "taken", state === "taken" ? "none" : ""];
    part("point").hidden = state !== "taken";
    does("again").hidden = state !== "taken";
    part("keeping").hidden = !file.files.length;
    looking += 1;
  };
  const close = () => {
    for (const track of stream?.getTracks() ?? []) track.stop();
    stream = null;
    video.srcObject = null;
  };
  const open = async () => {
    told.textContent = "";
    try {
      stream = await navigator.mediaDevices.getUserMedia({
        audio: false, video: { facingMode: "user", width: { ideal: 1920 }, height: { ideal: 1440 } },
      });
    } catch {
      told.textContent = said.noCamera;
      return;
    }
    video.srcObject = stream;
    await video.play();
    showing("live");
    watch(looking);
  };
  const guideEyes = () => {  // the eyes of the first photo, where they should be again
    const half = Number(said.eyes) * 400 / 2;
    const [right, left] = guide.querySelectorAll("circle");
    right.setAttribute("cx", 150 - half);
    left.setAttribute("cx", 150 + half);
    const oval = guide.querySelector("ellipse");
    oval.setAttribute("rx", half * 2.1);
    oval.setAttribute("ry", half * 2.8);
    oval.setAttribute("cy", 168 + half * 0.75);
  };

  /* ---- a photo, taken or chosen ---- */
  const taken = async (canvas) => {
    const blob = await small(canvas);
    const chosen = new DataTransfer();
    chosen.items.add(new File([blob], "photo.jpg", { type: "image/jpeg" }));
    file.files = chosen.files;
    [still.width, still.height] = [canvas.width, canvas.height];
    still.getContext("2d").drawImage(canvas, 0, 0);
    for (const name of ["grey", "card_left", "card_right"]) form.elements[name].value = "";
    showing("taken");
    await looked();
  };
  const looked = async () => {
    told.textContent = said.looking;
    const marks = Object.fromEntries(["grey", "card_left", "card_right"].map((name) => [name, form.elements[name].value]));
    tell(await look(file.files[0], marks));
  };
  does("camera").addEventListener("click", open);
  does("stop").addEventListener("click", () => { close(); showing("begin"); told.textContent = ""; });
  does("take").addEventListener("click", async () => {
    const canvas = drawn(video, video.videoWidth, video.videoHeight, LONGEST);
    close();
    await taken(canvas);
  });
  does("again").addEventListener("click", () => {
    file.value = "";
    told.textContent = "";
    showing("begin");
    does("camera").focus();
  });
  file.addEventListener("change", async () => {
    const [chosen] = file.files;
    if (!chosen) return;
    try {
      await taken(whole(await createImageBitmap(chosen, { imageOrientation: "from-image" })));
    } catch {  // a file that this browser cannot show; its first letters say of which kind it is
      const kind = await chosen.slice(4, 8).text().catch(() => "");
      told.textContent = kind === "ftyp" ? said.heic : said.unread;
    }
  });
  still.addEventListener("click", async (event) => {
    const name = form.elements.pointing.value;
    if (!name) return;
    const box = still.getBoundingClientRect();
    const [across, down] = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
    form.elements[name].value = `${across.toFixed(4)},${down.toFixed(4)}`;
    const pen = still.getContext("2d");
    pen.strokeStyle = "#fff";
    pen.lineWidth = Math.max(2, still.width / 200);
    pen.beginPath();
    pen.arc(across * still.width, down * still.height, still.width / 40, 0, 2 * Math.PI);
    pen.stroke();
    await looked();
  });
  if (navigator.mediaDevices?.getUserMedia) part("begin").hidden = false;
  else told.textContent = said.noCamera;
  part("keeping").hidden = !file.files.length;
  guideEyes();
  addEventListener("pagehide", close);
}
