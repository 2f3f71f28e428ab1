// Fills of places: solid for held, stripes for claimed, bands of two colours for contested, drawn once and named by what they are.

const SIDE = 16; // pixels of a tile, twice as fine as it is shown

/** The name of the image for a form and its colours; "" for a solid fill and for none. */
export function patternOf(form: string, colours: string): string {
  return form === "stripes" || form === "bands" ? `${form}-${colours}` : "";
}

/** The tile of a pattern by its name. */
export function tile(name: string): ImageData {
  const [form, ...colours] = name.split("-");
  const canvas = new OffscreenCanvas(SIDE, SIDE);
  const pen = canvas.getContext("2d");
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
export function mark(form: string, colours: string, closed: boolean): ImageData {
  const size = 44;
  const canvas = new OffscreenCanvas(size, size);
  const pen = canvas.getContext("2d");
  if (!pen) throw new Error("no canvas to draw marks on");
  const middle = size / 2;
  const circle = (radius: number): void => {
    pen.beginPath();
    pen.arc(middle, middle, radius, 0, 2 * Math.PI);
  };
  circle(13);
  pen.fillStyle = "#ffffff";
  pen.fill();
  if (form === "solid") pen.fillStyle = colours;
  else if (form !== "none") {
    const drawn = new OffscreenCanvas(SIDE, SIDE);
    drawn.getContext("2d")?.putImageData(tile(`${form}-${colours}`), 0, 0);
    pen.fillStyle = pen.createPattern(drawn, "repeat") ?? "#8a8a8a";
  }
  pen.fill();
  pen.lineWidth = 2.5;
  pen.strokeStyle = "#33302b";
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
