import { describe, expect, it } from 'vitest';
import { withOwnFlags } from './terraform-flags.ts';

const own = (text: string): string => withOwnFlags(text.split(' ')).join(' ');

describe('flags in the spelling of Terraform', () => {
  it('become ours', () => {
    expect(own('apply -auto-approve -var a=b -var=c=-d -target=x.y -refresh=false')).toBe(
      'apply --auto-approve --var a=b --var=c=-d --target=x.y --refresh=false',
    );
  });

  it('say true and false', () => {
    expect(own('apply -auto-approve=true -destroy=false x')).toBe('apply --auto-approve x');
    expect(own('apply -auto-approve=maybe')).toBe('apply -auto-approve=maybe');
  });

  it('mean the stream where Terraform streams', () => {
    expect(own('plan -json')).toBe('plan --events');
    expect(own('output -json')).toBe('output --json');
    expect(own('plan --json')).toBe('plan --json');
  });

  it('leave everything else alone', () => {
    for (const text of [
      'explain -h',
      'operator reject 1 --reason -because',
      'plan -nonsense',
      'plan -- -json',
    ])
      expect(own(text)).toBe(text);
  });
});
