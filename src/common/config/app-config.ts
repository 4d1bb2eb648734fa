import { plainToInstance, Transform, Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, IsUrl, Matches, Max, Min, validateSync } from 'class-validator';

import { type Market, marketOf, MARKETS } from '../markets/markets.js';

/** An address of one of these schemes; the message names them. */
const IsAddress = (...protocols: string[]): PropertyDecorator =>
  IsUrl(
    { require_tld: false, require_protocol: true, protocols },
    { message: `must be an address that begins with ${protocols.map((each) => `${each}://`).join(' or ')}` },
  );

/** Exactly two dots are how a client token is told from a key. */
const IsApiKey = (): PropertyDecorator =>
  Matches(/^(?!([^.]*\.){2}[^.]*$)[\x21-\x7e]{16,}$/, {
    message: 'must be at least 16 printable characters without spaces, and without exactly two dots',
  });

/** What may hold a password is named and not repeated: messages at start end up in logs. */
const SECRET = /_KEY$|^(DATABASE|SMTP|SMS|EVENT_BUS)_URL$/;

/** A variable that cannot be used; the message names it and says what it takes. */
export class ConfigError extends Error {}

/** The settings of one process, read from the environment once, at start. */
export class AppConfig {
  @IsIn(['development', 'test', 'production'])
  NODE_ENV: 'development' | 'test' | 'production' = 'development';

  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(65535)
  PORT = 3000;

  /** The address to listen on; default: see `host`. */
  @IsOptional()
  @IsString()
  LISTEN_HOST?: string;

  /** What consumers and the provider can reach; default: http://localhost:PORT. */
  @IsOptional()
  @IsAddress('http', 'https')
  PUBLIC_URL?: string;

  /** Default: the embedded PostgreSQL under DATA_DIR. */
  @IsOptional()
  @IsAddress('postgres', 'postgresql')
  DATABASE_URL?: string;

  @IsString()
  DATA_DIR = '.data';

  /** One base for Checkout, Hosted Payment Page and Order Management; default: the bundled sandbox. */
  @IsOptional()
  @IsAddress('http', 'https')
  @Transform(({ value }) => (typeof value === 'string' ? value.replace(/\/+$/, '') : (value as unknown)))
  KLARNA_API_URL?: string;

  /** Without it the key is sent raw, as Kustom issues it. */
  @IsOptional()
  @IsString()
  KLARNA_USERNAME?: string;

  @IsOptional()
  @IsString()
  KLARNA_API_KEY?: string;

  @Type(() => Number)
  @IsInt()
  @Min(100)
  @Max(120_000)
  KLARNA_TIMEOUT_MS = 10_000;

  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(65535)
  SANDBOX_PORT = 3100;

  @IsOptional()
  @IsApiKey()
  MERCHANT_API_KEY?: string;

  /** Keys that were not given: this process, or an earlier one on its DATA_DIR, has made them. */
  generatedKeys: ('MERCHANT_API_KEY' | 'STOREFRONT_API_KEY')[] = [];

  @IsOptional()
  @IsApiKey()
  STOREFRONT_API_KEY?: string;

  @Type(() => Number)
  @IsInt()
  @Min(50)
  @Max(3_600_000)
  RECONCILE_INTERVAL_MS = 15_000;

  @IsOptional()
  @IsAddress('smtp', 'smtps')
  SMTP_URL?: string;

  @IsString()
  SMTP_FROM = 'Paylink <paylink@localhost>';

  /** The SMS provider, or an address that text messages are posted to; default: the sandbox's catcher. */
  @IsOptional()
  @IsAddress('http', 'https', 'twilio', 'elks')
  SMS_URL?: string;

  /** The merchant's terms, shown by the provider; default: a page of our own. */
  @IsOptional()
  @IsAddress('http', 'https')
  TERMS_URL?: string;

  /** Countries that the account sells in, such as SE,NO; default: all that the provider offers. */
  @IsOptional()
  @Matches(/^[a-z]{2}(,[a-z]{2})*$/i, { message: 'must be countries such as SE,NO,DK' })
  @Transform(({ value }) => (typeof value === 'string' ? value.replace(/\s/g, '') : (value as unknown)))
  MARKETS?: string;

  @IsOptional()
  @IsAddress('nats', 'redis', 'rediss', 'tls')
  EVENT_BUS_URL?: string;

  /** Events older than that are dropped, by whole months. A year's books, and the month in which they are closed. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(3_660)
  EVENT_RETENTION_DAYS = 400;

  /** How long a receiver of webhooks may take to answer. */
  @Type(() => Number)
  @IsInt()
  @Min(100)
  @Max(60_000)
  WEBHOOK_TIMEOUT_MS = 10_000;

  /** Whether webhooks may go to private networks, and over http; for development and tests only. */
  @IsIn(['true', 'false'])
  WEBHOOK_ALLOW_PRIVATE: 'true' | 'false' = 'false';

  /** An address that answers as /sandbox/clock does; for development and tests only. */
  @IsOptional()
  @IsAddress('http', 'https')
  CLOCK_URL?: string;

  /** Without a public address nobody else has to reach us, and nobody else should. */
  get host(): string {
    return this.LISTEN_HOST ?? (this.PUBLIC_URL || this.NODE_ENV === 'production' ? '0.0.0.0' : '127.0.0.1');
  }

  get publicUrl(): string {
    return (this.PUBLIC_URL ?? `http://localhost:${this.PORT}`).replace(/\/+$/, '');
  }

  get markets(): readonly Market[] {
    const countries = this.MARKETS?.toUpperCase().split(',');
    return countries ? MARKETS.filter(({ country }) => countries.includes(country)) : MARKETS;
  }

  get allowsPrivateWebhooks(): boolean {
    return this.WEBHOOK_ALLOW_PRIVATE === 'true';
  }
}

/** Reads and checks the environment. @throws ConfigError naming every variable that is wrong. */
export function readConfig(env: NodeJS.ProcessEnv): AppConfig {
  const known = Object.keys(Object.getOwnPropertyDescriptors(new AppConfig()));
  const optional = [
    'LISTEN_HOST',
    'PUBLIC_URL',
    'DATABASE_URL',
    'KLARNA_API_URL',
    'KLARNA_USERNAME',
    'KLARNA_API_KEY',
    'MERCHANT_API_KEY',
    'STOREFRONT_API_KEY',
    'SMTP_URL',
    'SMS_URL',
    'TERMS_URL',
    'MARKETS',
    'EVENT_BUS_URL',
    'CLOCK_URL',
  ];
  const given = Object.fromEntries(
    [...known, ...optional].flatMap((name) => (env[name] ? [[name, env[name]]] : [])),
  );
  const config = plainToInstance(AppConfig, given, { exposeDefaultValues: true });
  const faults = validateSync(config).map(({ property, constraints }) => {
    const value = SECRET.test(property) ? '…' : env[property];
    return `${property}=${value}: ${Object.values(constraints ?? {}).join('; ')}`;
  });
  if (config.CLOCK_URL && config.NODE_ENV === 'production') {
    faults.push('CLOCK_URL: not with NODE_ENV=production, where time is not for sale');
  }
  if (config.allowsPrivateWebhooks && config.NODE_ENV === 'production') {
    faults.push(
      'WEBHOOK_ALLOW_PRIVATE: not with NODE_ENV=production, where strangers could look around inside',
    );
  }
  if (config.KLARNA_API_URL && !config.KLARNA_API_KEY) {
    faults.push('KLARNA_API_KEY: needed with KLARNA_API_URL');
  }
  const unknown = (config.MARKETS ?? '').split(',').filter((country) => country && !marketOf(country));
  if (unknown.length > 0 && !faults.some((fault) => fault.startsWith('MARKETS='))) {
    const known = MARKETS.map(({ country }) => country).join(', ');
    const reason = `${unknown.join(', ')} is not among those that links can be for: ${known}`;
    faults.push(`MARKETS=${config.MARKETS}: ${reason}`);
  }
  if (faults.length > 0) throw new ConfigError(faults.join('\n'));
  return config;
}
