import { describe, expect, it } from 'vitest';
import { handshakeLine, portRange, terraformCookie, wasStartedByTerraform } from './handshake.ts';

describe('the handshake', () => {
  it('knows who is there by the cookie', () => {
    expect(wasStartedByTerraform(terraformCookie())).toBe(true);
    expect(wasStartedByTerraform({ TF_PLUGIN_MAGIC_COOKIE: 'other' })).toBe(false);
    expect(wasStartedByTerraform({})).toBe(false);
  });

  it('names address, protocol and certificate in one line', () => {
    const tcp = { network: 'tcp', host: '127.0.0.1', port: 10_000 } as const;
    expect(handshakeLine(tcp, undefined, {})).toBe('1|6|tcp|127.0.0.1:10000|grpc|\n');
    const unix = { network: 'unix', path: '/tmp/s' } as const;
    expect(handshakeLine(unix, Buffer.from('a'), {})).toBe('1|6|unix|/tmp/s|grpc|YQ\n');
    expect(handshakeLine(unix, undefined, { PLUGIN_MULTIPLEX_GRPC: 'true' })).toBe(
      '1|6|unix|/tmp/s|grpc||false\n',
    );
  });

  it('takes ports from the range that is allowed, or any', () => {
    expect(portRange({ PLUGIN_MIN_PORT: '10000', PLUGIN_MAX_PORT: '25000' })).toEqual({
      from: 10_000,
      to: 25_000,
    });
    for (const wrong of ['', 'x', '0', '70000'])
      expect(portRange({ PLUGIN_MIN_PORT: wrong, PLUGIN_MAX_PORT: '9' })).toEqual({ from: 0, to: 0 });
  });
});
