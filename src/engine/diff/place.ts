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

  /** `stack/vpc` and `main.ts:12`, of the part that decides where one is given; as much of it as is known. */
  texts(resource: ResourceConfig | undefined, part?: Place): string[] {
    if (!resource) return [];
    const { constructPath, source } = resource.meta;
    const { file, line } = source ?? this.#search(part ?? resource.place) ?? {};
    return [
      ...(constructPath === undefined ? [] : [visible(constructPath)]),
      ...(file === undefined || line === undefined ? [] : [`${visible(file)}:${line}`]),
    ];
  }

  #search(place: Place): { readonly file?: string; readonly line?: number } | undefined {
    if (this.#left <= 0) return undefined;
    this.#left -= 1;
    return place.where('key');
  }
}
