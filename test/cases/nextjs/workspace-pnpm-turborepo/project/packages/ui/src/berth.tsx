export function Berth({ title, source }: { title: string; source: string }) {
  return (
    <main>
      <h1>{title}</h1>
      <a href={source}>{source}</a>
    </main>
  )
}
