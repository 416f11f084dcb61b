//! A page that connects accounts, with Dioxus.

mod backend;

use alter_connect::{ConnectError, Options, Outcome, connect, redirect_result};
use dioxus::prelude::*;

use backend::Account;

fn main() {
    dioxus::launch(App);
}

#[component]
fn App() -> Element {
    let accounts = use_signal(Vec::<Account>::new);
    let mut message = use_signal(String::new);

    // On a phone the page was left for the Connect page, and has come back.
    use_future(move || async move {
        if let Some(returned) = redirect_result().await {
            show(returned.map(Outcome::Granted), accounts, message).await;
        }
    });

    let connect_account = move |_| {
        message.set(String::new());
        // Here in the click, not in the task: the popup opens now, and waits for the address.
        let flow = connect(Options::late_connect_url(backend::new_connect_url()));
        spawn(async move { show(flow.await, accounts, message).await });
    };

    rsx! {
        h1 { "Your accounts" }
        ul { id: "accounts", aria_live: "polite",
            for account in accounts() {
                li { key: "{account.grant_id}", "{account}" }
            }
        }
        button { id: "connect", onclick: connect_account, "Connect an account" }
        p { id: "message", role: "status", "{message}" }
    }
}

async fn show(ended: Result<Outcome, ConnectError>, mut accounts: Signal<Vec<Account>>, mut message: Signal<String>) {
    match ended {
        Ok(Outcome::Granted(_)) => match backend::confirmed_accounts().await {
            Ok(confirmed) => accounts.set(confirmed),
            Err(error) => message.set(error),
        },
        Ok(_) => message.set("You closed the window. Nothing was connected.".into()),
        Err(error) => message.set(format!("That did not work ({}). Please try again.", error.code())),
    }
}
