/** Where the user wrote what changes: in the construct program where that is known, otherwise in the configuration. */

import type { ResourceConfig } from '../../config/model.ts';
import type { Place } from '../../config/place.ts';
import { visible } from './scalar-text.ts';

/** Finds lines in configurations. Each costs a scan of its file, so that one plan asks for a limited number only. */
export class PlaceFinder {
  #left: number;

  constructor(limit = 1000) {
    this.#left = limit;
  }

  /** `stack/vpc, main.ts:12`; of the part that decides where one is given. Empty when nothing is known. */
  text(resource: ResourceConfig | undefined, part?: Place): string {
    if (!resource) return '';
    const { constructPath, source } = resource.meta;
    const at = source ?? this.#search(part ?? resource.place);
    const line = at?.file !== undefined && at.line !== undefined ? `${at.file}:${at.line}` : '';
    return visible([constructPath ?? '', line].filter((part) => part !== '').join(', '));
  }

  #search(place: Place): { readonly file?: string; readonly line?: number } | undefined {
    if (this.#left <= 0) return undefined;
    this.#left -= 1;
    return place.where('key');
  }
}
