import { Accounts } from "./accounts.jsx";

export default function Page() {
  return (
    <main>
      <h1>Your accounts</h1>
      <Accounts />
    </main>
  );
}
