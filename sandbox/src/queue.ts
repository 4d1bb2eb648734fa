interface Entry<T> {
  item: T;
  order: number;
}

/** A priority queue by instant; equal instants leave in the order they came (a binary heap). */
export class Queue<T extends { at: number }> {
  private heap: Entry<T>[] = [];
  private count = 0;

  peek(): T | undefined {
    return this.heap[0]?.item;
  }

  list(): T[] {
    return [...this.heap].sort((a, b) => this.compare(a, b)).map((each) => each.item);
  }

  push(item: T): void {
    this.heap.push({ item, order: (this.count += 1) });
    let child = this.heap.length - 1;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (this.compare(this.heap[child]!, this.heap[parent]!) >= 0) break;
      this.swap(child, parent);
      child = parent;
    }
  }

  pop(): T | undefined {
    const first = this.heap[0];
    const last = this.heap.pop();
    if (!first || !last || this.heap.length === 0) return first?.item;
    this.heap[0] = last;
    let parent = 0;
    for (;;) {
      const left = parent * 2 + 1;
      const right = left + 1;
      if (left >= this.heap.length) break;
      const smaller =
        right < this.heap.length && this.compare(this.heap[right]!, this.heap[left]!) < 0 ? right : left;
      if (this.compare(this.heap[parent]!, this.heap[smaller]!) <= 0) break;
      this.swap(parent, smaller);
      parent = smaller;
    }
    return first.item;
  }

  private compare(a: Entry<T>, b: Entry<T>): number {
    return a.item.at - b.item.at || a.order - b.order;
  }

  private swap(a: number, b: number): void {
    const held = this.heap[a]!;
    this.heap[a] = this.heap[b]!;
    this.heap[b] = held;
  }
}
