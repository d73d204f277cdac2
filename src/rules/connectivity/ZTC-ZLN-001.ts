import { defineRule } from '../kit/rule.ts';

export default defineRule({
  id: 'ZTC-ZLN-001',
  on: ['ztc_zln_access'],
  reads: ['ztc_zln_access.direction', 'ztc_zln_access.csi_application_id', 'ztc_zln_access.csi_status'],
  scope: 'request',
  messages: {
    noApplication: {
      en: 'an inbound access names no application filed with CSI',
      zh: '入向证联网接入未填写向中证信息提交的申请编号',
    },
    refused: {
      en: 'application {application} was rejected by CSI',
      zh: '申请 {application} 已被中证信息驳回',
    },
    outbound: { en: 'outbound access needs no application', zh: '出向接入无须申请' },
  },
  fix: {
    en: 'apply to CSI for access to the cloud resources and set csi_application_id',
    zh: '先向中证信息申请接入，并填写 csi_application_id',
  },
  check(node, k) {
    if (node.string('direction') !== 'inbound') return k.skip('outbound');
    if (!node.isSet('csi_application_id')) {
      return k.fail('noApplication', {}, { attribute: 'csi_application_id', value: null });
    }
    if (node.string('csi_status') === 'rejected') {
      const application = node.isKnown('csi_application_id')
        ? (node.string('csi_application_id') ?? '')
        : '?';
      return k.fail(
        'refused',
        { application },
        { attribute: 'csi_status', value: 'rejected', allowed: ['submitted', 'approved'] },
      );
    }
    return k.pass();
  },
  examples: {
    pass: [
      {
        given: {
          'ztc_zln_access.a': { direction: 'inbound', csi_application_id: 'A-17', csi_status: 'approved' },
        },
      },
    ],
    fail: [
      {
        given: { 'ztc_zln_access.a': { direction: 'inbound' } },
        at: 'ztc_zln_access.a',
        message: 'noApplication',
      },
      {
        given: {
          'ztc_zln_access.a': { direction: 'inbound', csi_application_id: 'A-17', csi_status: 'rejected' },
        },
        at: 'ztc_zln_access.a',
        message: 'refused',
      },
    ],
    unknown: { never: 'direction and application are given by the user' },
    notApplicable: [{ given: { 'ztc_zln_access.a': { direction: 'outbound' } } }],
  },
});
