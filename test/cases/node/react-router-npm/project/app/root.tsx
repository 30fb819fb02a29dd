export default function Root() {
  return <p>trips</p>
}
