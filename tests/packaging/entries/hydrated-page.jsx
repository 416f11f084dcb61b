export const Page = () => (
  <alter-connect session-url="/api/session" suppressHydrationWarning>
    <button id="connect" suppressHydrationWarning>
      Connect an account
    </button>
  </alter-connect>
);
