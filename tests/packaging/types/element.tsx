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
    onalter-success={({ detail }) => console.log(detail.grants[0].grant_id)}
    class="wide"
    className="wide"
  >
    <button>Connect</button>
  </alter-connect>
);
// @ts-expect-error: an owner is no list
export const wrongOwner = <alter-connect owner={[7]} />;
// @ts-expect-error: no such way
export const wrongWay = <alter-connect display="tab" />;
// @ts-expect-error: a number is no address
export const wrongAddress = <alter-connect session-url={7} />;
