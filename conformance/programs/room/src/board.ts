export type Point = [x: number, y: number];

// A board hides treasures in a field, always in the same places.
export class Board {
  #treasures: Set<string>;
  taken = new Set<string>();

  constructor(private readonly size: number) {
    this.#treasures = new Set(Array.from({ length: size }, (_, i) => Board.key([i, (i * 3 + 1) % size])));
  }

  static key([x, y]: Point): string {
    return `${x},${y}`;
  }

  step([x, y]: Point, [dx, dy]: Point): Point {
    const inside = (n: number) => Math.min(Math.max(n, 0), this.size - 1);
    return [inside(x + dx), inside(y + dy)];
  }

  take(at: Point): boolean {
    const key = Board.key(at);
    if (!this.#treasures.has(key) || this.taken.has(key)) return false;
    this.taken.add(key);
    return true;
  }

  left(): number {
    return this.#treasures.difference(this.taken).size;
  }
}
