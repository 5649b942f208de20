/* The face as a solid that turns. Values are worked out by the report's own sums; a value finds
   its colour in the report's own table, and shading is as weak as in the report's pictures. */
import { say } from "/static/say.js";

const figure = document.querySelector("#solid");
const VERTEX = `
attribute vec3 position; attribute vec3 normal; attribute float value; attribute float reached;
uniform mat3 turn; uniform vec2 scale; uniform float aside; varying float v; varying float r; varying float facing;
void main() {
  vec3 p = turn * position;
  v = value; r = reached; facing = (turn * normal).z;
  gl_Position = vec4((p.x - aside) * scale.x, p.y * scale.y, -p.z / 400.0, 1.0);
}`;
const FRAGMENT = `
precision highp float;
uniform sampler2D colours; uniform float top; uniform vec3 bare; uniform float darkest;
varying float v; varying float r; varying float facing;
void main() {
  float place = (floor(clamp(v / top, 0.0, 1.0) * 255.0 + 0.5) + 0.5) / 256.0;
  vec3 colour = r > 0.5 ? texture2D(colours, vec2(place, 0.5)).rgb : bare;
  float shade = darkest + (1.0 - darkest) * clamp(facing, 0.0, 1.0);
  gl_FragColor = vec4(colour * shade, 1.0);
}`;

const unpacked = (buffer) => {
  const size = new DataView(buffer).getUint32(0, true);
  const head = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, size)));
  let at = 4 + size;
  const take = (Type, count) => {
    const found = new Type(buffer, at, count);
    at += Math.ceil(found.byteLength / 4) * 4;
    return found;
  };
  const n = head.points, lit = head.lit.length;
  return { ...head, positions: take(Float32Array, 3 * n), normals: take(Float32Array, 3 * n),
    index: take(Uint16Array, 3 * head.triangles), region: take(Uint8Array, n),
    direct: take(Float32Array, lit * n), beneath: take(Float32Array, lit * n), around: take(Float32Array, lit * n) };
};

const program = (gl) => {
  const made = gl.createProgram();
  for (const [kind, text] of [[gl.VERTEX_SHADER, VERTEX], [gl.FRAGMENT_SHADER, FRAGMENT]]) {
    const shader = gl.createShader(kind);
    gl.shaderSource(shader, text);
    gl.compileShader(shader);
    gl.attachShader(made, shader);
  }
  gl.linkProgram(made);
  return gl.getProgramParameter(made, gl.LINK_STATUS) ? made : null;
};

/* ends and marks of a scale, by the table of draw.py */
const sized = (value) => 10 ** Math.floor(Math.log10(value) + 1e-12);
const niceTop = (nice, value) => {
  if (!(value > 0)) return 1;
  const power = sized(value);
  const [step] = nice.find(([end]) => value <= end * power * (1 + 1e-9)) ?? [10];
  return Number((step * power).toPrecision(6));
};
const ticks = (nice, top) => {
  const [, parts] = nice.find(([end]) => end === Number((top / sized(top)).toPrecision(4))) ?? [1, 4];
  return Array.from({ length: parts + 1 }, (_, i) => Number(((top * i) / parts).toPrecision(6)));
};

const begin = async () => {
  const app = window.openpbm, maps = app?.live?.maps;
  const canvas = document.querySelector("#solid-canvas");
  const gl = maps && canvas.getContext("webgl", { antialias: true, preserveDrawingBuffer: true });
  const ready = gl && program(gl);
  if (!ready) return;
  const answer = await fetch(figure.dataset.face);
  if (!answer.ok) return;
  const face = unpacked(await answer.arrayBuffer());
  const what = document.querySelector("#solid-what"), turn = document.querySelector("#solid-turn");
  const names = [...document.querySelectorAll("figure.faces[data-quantity=dose] .strip-name")].map((e) => e.textContent.trim());
  const together = face.lit.length > 1 ? [[figure.dataset.together, -1]] : [];
  for (const quantity of ["dose", "irradiance"]) {
    for (const [name, place] of [...together, ...face.lit.map((_, i) => [names[i] ?? "", i])]) {
      what.append(new Option(say(figure.dataset[quantity], { channel: name }), `${quantity} ${place}`));
    }
  }
  gl.useProgram(ready);
  const buffers = {};
  for (const [name, size] of [["position", 3], ["normal", 3], ["value", 1], ["reached", 1]]) {
    const place = gl.getAttribLocation(ready, name);
    buffers[name] = gl.createBuffer();
    gl.bindBuffer(gl.ARRAY_BUFFER, buffers[name]);
    gl.enableVertexAttribArray(place);
    gl.vertexAttribPointer(place, size, gl.FLOAT, false, 0, 0);
  }
  const fill = (name, values) => {
    gl.bindBuffer(gl.ARRAY_BUFFER, buffers[name]);
    gl.bufferData(gl.ARRAY_BUFFER, values, gl.DYNAMIC_DRAW);
  };
  fill("position", face.positions);
  fill("normal", face.normals);
  gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, gl.createBuffer());
  gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, face.index, gl.STATIC_DRAW);
  const table = Uint8Array.from(atob(maps.colours), (letter) => letter.charCodeAt(0));
  gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
  gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGB, 256, 1, 0, gl.RGB, gl.UNSIGNED_BYTE, table);
  for (const key of ["MIN", "MAG"]) gl.texParameteri(gl.TEXTURE_2D, gl[`TEXTURE_${key}_FILTER`], gl.NEAREST);
  for (const key of ["S", "T"]) gl.texParameteri(gl.TEXTURE_2D, gl[`TEXTURE_WRAP_${key}`], gl.CLAMP_TO_EDGE);
  const set = (name) => gl.getUniformLocation(ready, name);
  gl.uniform3fv(set("bare"), maps.uncovered.map((byte) => byte / 255));
  gl.uniform1f(set("darkest"), maps.shadeDarkest);
  gl.enable(gl.DEPTH_TEST);
  gl.clearColor(0, 0, 0, 0);
  const span = (c, s) => {  // left and right end of the turned face
    let low = Infinity, high = -Infinity;
    for (let p = 0; p < face.positions.length; p += 3) {
      const x = c * face.positions[p] - s * face.positions[p + 2];
      if (x < low) low = x;
      if (x > high) high = x;
    }
    return [low, high];
  };
  const wide = Math.max(...[-100, -50, 0, 50, 100].map((yaw) => {
    const [low, high] = span(Math.cos((yaw * Math.PI) / 180), Math.sin((yaw * Math.PI) / 180));
    return (high - low) / 2;
  }));
  const tall = Math.max(...face.positions.filter((_, i) => i % 3 === 1).map(Math.abs));
  const aspect = canvas.height / canvas.width;
  const zoom = 0.96 * Math.min(1 / tall, 1 / (aspect * wide));
  gl.uniform2f(set("scale"), aspect * zoom, zoom);

  const value = new Float32Array(face.points), reached = new Float32Array(face.points);
  const brightest = Math.max(...face.direct);
  let top = 1;
  const shown = () => {
    const [quantity, place] = what.value.split(" ");
    return { isDose: quantity === "dose", which: Number(place) < 0 ? face.lit.map((_, i) => i) : [Number(place)] };
  };
  const known = {};
  const most = (isDose, which) => {
    if (!(what.value in known)) {
      known[what.value] = Math.max(...app.live.types.map((_, type) => sums({ ...app.plan, type }, isDose, which)));
    }
    return known[what.value];
  };
  const sums = (state, isDose, which) => {
    value.fill(0); reached.fill(0);
    let high = 0;
    for (const i of which) {
      const c = face.lit[i], byRegion = app.onSkin(state, c, isDose);
      const isLit = app.live.regions.map((_, r) => app.live.channelMinutes[c][r] * app.live.channelDrive[c][r] > 0);
      const near = Float64Array.from(byRegion, (pair) => pair[0]), far = Float64Array.from(byRegion, (pair) => pair[1]);
      const first = i * face.points, least = maps.uncoveredShare * brightest;
      for (let p = 0; p < face.points; p++) {
        const r = face.region[p], direct = face.direct[first + p];
        const own = isDose ? face.beneath[first + p] : direct;  // at depth every LED's light has spread
        value[p] += near[r] * own + far[r] * face.around[first + p];
        if (direct > least && isLit[r]) reached[p] = 1;
      }
    }
    for (let p = 0; p < face.points; p++) if (value[p] > high) high = value[p];
    return high;
  };
  const draw = () => {
    const yaw = (-Number(turn.value) * Math.PI) / 180, c = Math.cos(yaw), s = Math.sin(yaw);
    const [left, right] = span(c, s);
    gl.uniformMatrix3fv(set("turn"), false, [c, 0, s, 0, 1, 0, -s, 0, c]);
    gl.uniform1f(set("aside"), (left + right) / 2);
    gl.uniform1f(set("top"), top);
    gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
    gl.drawElements(gl.TRIANGLES, face.index.length, gl.UNSIGNED_SHORT, 0);
  };
  const paint = (state) => {
    const { isDose, which } = shown();
    const planned = most(isDose, which);  // one scale for all skin types
    top = niceTop(maps.nice, Math.max(planned, sums(state, isDose, which)));
    fill("value", value);
    fill("reached", reached);
    document.querySelector("#solid-ticks").replaceChildren(...ticks(maps.nice, top).map((t) => Object.assign(document.createElement("span"), { textContent: String(t) })));
    document.querySelector("#solid-unit").textContent = isDose ? figure.dataset.perSession : "mW/cm²";
    draw();
  };
  document.querySelector("#solid-bar").src = document.querySelector(".faces .scale img").src;

  what.addEventListener("change", () => paint(app.state()));
  turn.addEventListener("input", draw);
  let isSeen = true, isOld = false;
  const follow = () => { isOld = !isSeen; if (isSeen) paint(app.state()); };
  new IntersectionObserver(([entry]) => {
    isSeen = entry.isIntersecting;
    if (isSeen && isOld) follow();
  }).observe(canvas);
  document.addEventListener("openpbm:show", follow);
  let from = null;
  canvas.addEventListener("pointerdown", (event) => { from = [event.clientX, Number(turn.value)]; canvas.setPointerCapture(event.pointerId); });
  canvas.addEventListener("pointermove", (event) => {
    if (from === null) return;
    turn.value = from[1] + (event.clientX - from[0]) / 2.5;
    draw();
  });
  for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, () => { from = null; });
  document.querySelector("#live")?.after(figure);
  figure.hidden = false;
  paint(app.state());
  window.openpbm.solid = { face, value, table, canvas, top: () => top,
    scale: (value) => ticks(maps.nice, niceTop(maps.nice, value)) };
};
if (figure) begin();
