import { isUnknown } from '../../graph/plain.ts';
import type { AnyKit } from '../builders/sets.ts';
import type { RuleNode } from '../kit/node.ts';
import { defineRule } from '../kit/rule.ts';

/** The operating system of a platform image as far as the catalogue or a list in the graph tells; null otherwise. */
function osOf(id: string, k: AnyKit): string | null {
  const known = k.catalog.lookup('platform_images.{id}.os_type', { id });
  if (typeof known === 'string') return known;
  for (const list of k.all('ztc_images').known) {
    const item = list
      .objects('items')
      .known.find((image) => image.isKnown('id') && image.string('id') === id);
    if (item) return item.string('os_type');
  }
  return null;
}

/** The operating system that a list of images is narrowed to. */
function osOfList(target: RuleNode, host: RuleNode): string | null {
  const chosen = target.isSet('os_type') ? target.string('os_type') : null;
  if (chosen === null) host.string('image_id');
  return chosen;
}

export default defineRule({
  id: 'ZTC-ECS-004',
  on: ['ztc_instance'],
  reads: [
    'ztc_instance.image_id',
    'ztc_images.os_type',
    'ztc_images.items',
    'ztc_images.items.id',
    'ztc_images.items.os_type',
  ],
  scope: 'request',
  messages: {
    otherSystem: {
      en: 'the image of the host carries the operating system {os}; hosts run {allowed} or a custom image',
      zh: '镜像的操作系统为 {os}，云服务器仅支持 {allowed} 或自定义镜像',
    },
    elsewhere: {
      en: 'nothing in this design tells the operating system of the image',
      zh: '本设计中没有该镜像的操作系统信息',
    },
  },
  fix: {
    en: 'choose a Linux or Windows image, or make a custom image',
    zh: '改用 Linux 或 Windows 镜像，或制作自定义镜像',
  },
  check(node, k) {
    const value = node.node.values.image_id;
    const target = node.refs('image_id').known[0];
    if (target && target.type !== 'ztc_images')
      return target.type === 'ztc_image' ? k.pass() : k.skip('elsewhere');
    const os = target && isUnknown(value) ? osOfList(target, node) : osOf(node.string('image_id') ?? '', k);
    if (os === null) return k.skip('elsewhere');
    const allowed = k.catalog.keys('os_types');
    if (allowed.includes(os)) return k.pass();
    return k.fail('otherSystem', { os, allowed }, { attribute: 'image_id', value: os, allowed });
  },
  examples: {
    pass: [
      { given: { 'ztc_instance.a': { image_id: 'img-windows-2022' } } },
      { given: { 'ztc_image.base': {}, 'ztc_instance.a': { image_id: '${ztc_image.base.id}' } } },
      {
        given: {
          'data.ztc_images.linux': { os_type: 'linux' },
          'ztc_instance.a': { image_id: '${data.ztc_images.linux.id}' },
        },
      },
    ],
    fail: [
      {
        given: {
          'data.ztc_images.all': { items: [{ id: 'img-aix-7', name: 'AIX 7', os_type: 'aix' }] },
          'ztc_instance.a': { image_id: 'img-aix-7' },
        },
        at: 'ztc_instance.a',
        message: 'otherSystem',
      },
    ],
    unknown: [
      {
        given: { 'data.ztc_images.all': {}, 'ztc_instance.a': { image_id: '${data.ztc_images.all.id}' } },
        at: 'ztc_instance.a',
        because: 'data.ztc_images.all.id',
      },
    ],
    notApplicable: [{ given: { 'ztc_instance.a': { image_id: 'img-of-another-stack' } } }],
  },
});
