import type { ServiceRequestKind } from '../../src/catalog/generated/types.ts';
import { Component } from '../core/component.ts';
import type { Construct } from '../core/engine.ts';
import { type In, type Late, lateOf, lower } from '../core/late.ts';
import type { Identified } from '../core/objects.ts';
import { ZtcManagementVpnAccount } from '../l1/management-vpn-account.ts';
import { ZtcServiceRequest } from '../l1/service-request.ts';

export interface ManagementVpnAccountProps {
  readonly username: string;
  /** The person who applies. */
  readonly applicant: string;
  readonly justification?: string;
}

/** An account for the VPN that leads to the console (管理 VPN 账户, §1.6.3). The operators approve it. */
export class ManagementVpnAccount extends Component {
  readonly resource: ZtcManagementVpnAccount;
  readonly approvedAt: Late<string>;

  constructor(scope: Construct, id: string, props: ManagementVpnAccountProps) {
    super(scope, id);
    this.resource = new ZtcManagementVpnAccount(this, 'Resource', props);
    this.approvedAt = lateOf(this.resource, 'approved_at');
  }
}

export interface ServiceRequestProps {
  readonly kind: ServiceRequestKind;
  /** What the request is about. */
  readonly subject: Identified;
  readonly parameters?: Readonly<Record<string, In<string>>>;
  readonly justification?: string;
}

/** A request to the operators (服务工单). */
export class ServiceRequest extends Component {
  readonly resource: ZtcServiceRequest;
  /** What the operators answered; known on completion. */
  readonly assignedValues: Late<Readonly<Record<string, string>>>;

  constructor(
    scope: Construct,
    id: string,
    { kind, subject, parameters, justification }: ServiceRequestProps,
  ) {
    super(scope, id);
    this.resource = new ZtcServiceRequest(this, 'Resource', {
      kind,
      subjectId: lower(subject.id),
      parameters: parameters as Record<string, string> | undefined,
      justification,
    });
    this.assignedValues = lateOf(this.resource, 'assigned_values');
  }
}
