//! A page that connects accounts, with Yew.

mod backend;

use alter_connect::{ConnectError, Options, Outcome, connect, redirect_result};
use yew::platform::spawn_local;
use yew::prelude::*;

use backend::Account;

fn main() {
    yew::Renderer::<App>::new().render();
}

#[component]
fn App() -> Html {
    let accounts = use_state(Vec::<Account>::new);
    let message = use_state(String::new);

    // On a phone the page was left for the Connect page, and has come back.
    use_effect_with((), {
        let (accounts, message) = (accounts.setter(), message.setter());
        move |()| {
            spawn_local(async move {
                if let Some(returned) = redirect_result().await {
                    show(returned.map(Outcome::Granted), accounts, message).await;
                }
            });
        }
    });

    let connect_account = {
        let (accounts, message) = (accounts.setter(), message.setter());
        move |_: MouseEvent| {
            message.set(String::new());
            // Here in the click, not in the task: the popup opens now, and waits for the address.
            let flow = connect(Options::late_connect_url(backend::new_connect_url()));
            let (accounts, message) = (accounts.clone(), message.clone());
            spawn_local(async move { show(flow.await, accounts, message).await });
        }
    };

    html! {
        <>
            <h1>{ "Your accounts" }</h1>
            <ul id="accounts" aria-live="polite">
                for account in accounts.iter() {
                    <li key={account.grant_id.clone()}>{ account.to_string() }</li>
                }
            </ul>
            <button id="connect" onclick={connect_account}>{ "Connect an account" }</button>
            <p id="message" role="status">{ &*message }</p>
        </>
    }
}

async fn show(
    ended: Result<Outcome, ConnectError>,
    accounts: UseStateSetter<Vec<Account>>,
    message: UseStateSetter<String>,
) {
    match ended {
        Ok(Outcome::Granted(_)) => match backend::confirmed_accounts().await {
            Ok(confirmed) => accounts.set(confirmed),
            Err(error) => message.set(error),
        },
        Ok(_) => message.set("You closed the window. Nothing was connected.".into()),
        Err(error) => message.set(format!("That did not work ({}). Please try again.", error.code())),
    }
}
