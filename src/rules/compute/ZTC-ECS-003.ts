import { defineRule } from '../kit/rule.ts';

/** Types whose objects, or members, are images. */
const IMAGES = /^ztc_\w*images?$/;

export default defineRule({
  id: 'ZTC-ECS-003',
  on: ['ztc_instance'],
  reads: ['ztc_instance.image_id'],
  scope: 'request',
  messages: {
    none: { en: 'the host names no image to start from', zh: '云服务器未指定镜像' },
    noImage: {
      en: 'the image of the host is taken from {target}, which is no image',
      zh: '镜像取自 {target}，而该对象不是镜像',
    },
    elsewhere: {
      en: 'the image is neither in this design nor a listed platform image; the platform looks it up',
      zh: '该镜像既不在本设计内也不在平台镜像清单内，由平台查验',
    },
  },
  fix: {
    en: 'set image_id to a platform image, to a custom image of the tenant or to a vendor image',
    zh: '将 image_id 设为平台镜像、租户自定义镜像或厂商镜像',
  },
  check(node, k) {
    if (!node.isSet('image_id')) return k.fail('none', {}, { attribute: 'image_id' });
    const target = node.refs('image_id').known[0];
    if (!target) {
      const listed = k.catalog.keys('platform_images').includes(node.string('image_id') ?? '');
      return listed ? k.pass() : k.skip('elsewhere');
    }
    if (IMAGES.test(target.type)) return k.pass();
    return k.fail('noImage', { target: target.address }, { attribute: 'image_id', related: [target] });
  },
  examples: {
    pass: [
      { given: { 'ztc_instance.a': { image_id: 'img-linux-9' } } },
      {
        given: {
          'data.ztc_images.linux': { os_type: 'linux' },
          'ztc_instance.a': { image_id: '${data.ztc_images.linux.id}' },
        },
      },
      { given: { 'ztc_image.base': {}, 'ztc_instance.a': { image_id: '${ztc_image.base.id}' } } },
    ],
    fail: [
      {
        given: { 'ztc_instance.a': { site: 'sh-jq', family: 'general' } },
        at: 'ztc_instance.a',
        message: 'none',
      },
      { given: { 'ztc_instance.a': { image_id: '' } }, at: 'ztc_instance.a', message: 'none' },
      {
        given: { 'ztc_snapshot.s': {}, 'ztc_instance.a': { image_id: '${ztc_snapshot.s.id}' } },
        at: 'ztc_instance.a',
        message: 'noImage',
      },
    ],
    unknown: { never: 'an image that is set counts, whatever its identifier will be' },
    notApplicable: [{ given: { 'ztc_instance.a': { image_id: 'img-of-another-stack' } } }],
  },
});
