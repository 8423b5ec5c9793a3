/** The only place of the command that reads the environment. */
export interface Settings {
  /** Base address of the server. */
  readonly server: string;
  readonly adminKey: string | null;
  readonly dataDir: string;
}

export function readSettings(env: Readonly<Record<string, string | undefined>> = process.env): Settings {
  return {
    server: env.ROSTRA_SERVER || `http://127.0.0.1:${env.PORT || '3000'}`,
    adminKey: env.ADMIN_KEY || null,
    dataDir: env.DATA_DIR || './data',
  };
}
