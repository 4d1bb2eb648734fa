/** What a browser gets at an address, without going on where it is sent to. */
export interface Visit {
  status: number;
  location: string | null;
  type: string;
  html: string;
}

export async function visit(url: string): Promise<Visit> {
  const response = await fetch(url, { redirect: 'manual' });
  return {
    status: response.status,
    location: response.headers.get('location'),
    type: response.headers.get('content-type') ?? '',
    html: await response.text(),
  };
}
