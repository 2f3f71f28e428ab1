// Fills of places: solid for held, stripes for claimed, bands of two colours for contested, drawn once and named by what they are.

const READ = { willReadFrequently: true }; // each is read once: from the graphics card that stops the page, for seconds without one
const SIDE = 16; // pixels of a tile, twice as fine as it is shown

/** The name of the image for a form and its colours; "" for a solid fill and for none. */
export function patternOf(form: string, colours: string): string {
  return form === "stripes" || form === "bands" ? `${form}-${colours}` : "";
}

/** The tile of a pattern by its name. */
export function tile(name: string): ImageData {
  const [form, ...colours] = name.split("-");
  const canvas = new OffscreenCanvas(SIDE, SIDE);
  const pen = canvas.getContext("2d", READ);
  if (!pen) throw new Error("no canvas to draw patterns on");
  const [first = "#8a8a8a", second = "#d6d6d6"] = colours;
  if (form === "bands") {
    pen.fillStyle = second;
    pen.fillRect(0, 0, SIDE, SIDE);
  }
  pen.strokeStyle = first;
  pen.lineWidth = SIDE * 0.35;
  for (const shift of [-SIDE, 0, SIDE]) {
    pen.beginPath();
    pen.moveTo(shift - 4, SIDE + 4);
    pen.lineTo(shift + SIDE + 4, -4);
    pen.stroke();
  }
  return pen.getImageData(0, 0, SIDE, SIDE);
}

/** A disc for a settlement, filled like an area, with an outline; broken where it is encircled or cut off. */
export function mark(form: string, colours: string, closed: boolean, ink: string): ImageData {
  const size = 44;
  const canvas = new OffscreenCanvas(size, size);
  const pen = canvas.getContext("2d", READ);
  if (!pen) throw new Error("no canvas to draw marks on");
  const middle = size / 2;
  const circle = (radius: number): void => {
    pen.beginPath();
    pen.arc(middle, middle, radius, 0, 2 * Math.PI);
  };
  circle(13);
  pen.fillStyle = form === "none" ? "rgba(128,128,128,0.2)" : "#ffffff";
  pen.fill();
  if (form === "solid") pen.fillStyle = colours;
  else if (form !== "none") {
    const drawn = new OffscreenCanvas(SIDE, SIDE);
    drawn.getContext("2d", READ)?.putImageData(tile(`${form}-${colours}`), 0, 0);
    pen.fillStyle = pen.createPattern(drawn, "repeat") ?? "#8a8a8a";
  }
  pen.fill();
  pen.lineWidth = 2.5;
  pen.strokeStyle = ink;
  pen.setLineDash(form === "none" ? [3, 4] : []);
  pen.stroke();
  if (closed) {
    circle(19);
    pen.lineWidth = 3;
    pen.setLineDash([8, 6]);
    pen.stroke();
  }
  return pen.getImageData(0, 0, size, size);
}

const GLYPH = 32; // pixels of a family's shape, twice as fine as it is shown
const PAD = 6;

/** The marks of what happened at a place: the shape of each family in a row, then how many events they stand for. */
export function events(shapes: readonly string[], count: number, ink: string, paper: string): ImageData {
  const more = count > shapes.length ? String(count) : "";
  const width = PAD * 2 + GLYPH * shapes.length + (more ? 14 * more.length + 6 : 0);
  const height = GLYPH + PAD * 2;
  const canvas = new OffscreenCanvas(width, height);
  const pen = canvas.getContext("2d", READ);
  if (!pen) throw new Error("no canvas to draw marks on");
  pen.fillStyle = paper;
  pen.strokeStyle = ink;
  pen.lineWidth = 2;
  pen.beginPath();
  pen.roundRect(1, 1, width - 2, height - 2, 8);
  pen.fill();
  pen.stroke();
  shapes.forEach((shape, n) => {
    pen.setTransform(2, 0, 0, 2, PAD + n * GLYPH, PAD);
    pen.lineWidth = 2;
    pen.stroke(new Path2D(shape));
  });
  pen.setTransform(1, 0, 0, 1, 0, 0);
  pen.fillStyle = ink;
  pen.font = "bold 24px sans-serif";
  pen.fillText(more, PAD + GLYPH * shapes.length + 2, height / 2 + 9);
  return pen.getImageData(0, 0, width, height);
}
