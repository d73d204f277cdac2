/** JSON pointers (RFC 6901). */

export type Segment = string | number;

export function pointerStep(segment: Segment): string {
  return `/${String(segment).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

export function toPointer(path: readonly Segment[]): string {
  return path.map(pointerStep).join('');
}

export function fromPointer(pointer: string): Segment[] {
  if (pointer === '') return [];
  return pointer
    .slice(1)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}
