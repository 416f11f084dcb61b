//! A page that connects accounts, with Leptos.

mod backend;

use alter_connect::{ConnectError, Options, Outcome, connect, redirect_result};
use leptos::prelude::*;
use leptos::task::spawn_local;

use backend::Account;

fn main() {
    leptos::mount::mount_to_body(App);
}

#[component]
fn App() -> impl IntoView {
    let accounts = RwSignal::new(Vec::new());
    let message = RwSignal::new(String::new());

    // On a phone the page was left for the Connect page, and has come back.
    spawn_local(async move {
        if let Some(returned) = redirect_result().await {
            show(returned.map(Outcome::Granted), accounts, message).await;
        }
    });

    let connect_account = move |_| {
        message.set(String::new());
        // Here in the click, not in the task: the popup opens now, and waits for the address.
        let flow = connect(Options::late_connect_url(backend::new_connect_url()));
        spawn_local(async move { show(flow.await, accounts, message).await });
    };

    view! {
        <h1>"Your accounts"</h1>
        <ul id="accounts" aria-live="polite">
            <For each=move || accounts.get() key=|account| account.grant_id.clone() let(account)>
                <li>{account.to_string()}</li>
            </For>
        </ul>
        <button id="connect" on:click=connect_account>"Connect an account"</button>
        <p id="message" role="status">{message}</p>
    }
}

async fn show(ended: Result<Outcome, ConnectError>, accounts: RwSignal<Vec<Account>>, message: RwSignal<String>) {
    match ended {
        Ok(Outcome::Granted(_)) => match backend::confirmed_accounts().await {
            Ok(confirmed) => accounts.set(confirmed),
            Err(error) => message.set(error),
        },
        Ok(_) => message.set("You closed the window. Nothing was connected.".into()),
        Err(error) => message.set(format!("That did not work ({}). Please try again.", error.code())),
    }
}
