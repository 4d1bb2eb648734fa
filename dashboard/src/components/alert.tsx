/** What went wrong and what to do, read out when it appears. */
export function Alert({ lines }: { lines: string[] }) {
  if (lines.length === 0) return null;
  return (
    <div class="alert" role="alert">
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  );
}
