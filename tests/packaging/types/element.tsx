// The element in TSX.
import type {} from "alter-connect/react";

export const wrapped = (
  <alter-connect
    session-url="/api/session"
    owner={7}
    debug
    close-grace={2000}
    display="popup"
    connectUrl={async () => "https://connect.example.com"}
    sessionInit={() => ({ body: new FormData() })}
    config={{ closeGrace: 2000 }}
    onalter-success={({ detail }) => console.log(detail.grants[0].grant_id)}
    class="wide"
    className="wide"
  >
    <button>Connect</button>
  </alter-connect>
);
export const withToken = <alter-connect token={async () => "t"} baseURL="https://connect.example.com" config={undefined} />;
// @ts-expect-error: an owner is no list
export const wrongOwner = <alter-connect owner={[7]} />;
// @ts-expect-error: no such way
export const wrongWay = <alter-connect display="tab" />;
// @ts-expect-error: a number is no address
export const wrongAddress = <alter-connect session-url={7} />;
// @ts-expect-error: a session is not configured
export const wrongConfig = <alter-connect config={{ token: "t" }} />;
