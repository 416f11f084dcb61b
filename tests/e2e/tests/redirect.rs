//! Phones: the page itself goes to the hosted side and comes back.

use std::future;

use alter_connect_e2e::{AppServer, BrowserOptions, Page, Scenario, Stage};
use anyhow::Result;
use axum::Router;
use axum::routing::get;
use serde_json::{Value, json};

use crate::scenario;

pub fn scenarios() -> Vec<Scenario> {
    vec![
        scenario!(out_and_back_with_a_grant, BrowserOptions::phone()),
        scenario!(back_without_an_answer, BrowserOptions::phone()),
        scenario!(a_flow_that_ends_before_the_page_has_left, BrowserOptions::phone()),
        scenario!(a_page_that_cleans_up_as_it_goes, BrowserOptions::phone()),
        scenario!(two_instances_on_return),
        scenario!(an_instance_that_is_destroyed_while_it_asks),
        scenario!(a_reload_before_anyone_listens),
        scenario!(a_storage_that_is_full_on_return),
        scenario!(a_return_after_the_clock_was_set_back),
        scenario!(open_hands_out_a_fresh_result_only),
        scenario!(a_fresh_result_is_taken_once),
    ]
}

async fn out_and_back_with_a_grant(stage: &Stage) -> Result<()> {
    let (page, token) = out_and_back(stage, "approve").await?;
    let success = page.observed("bus success").await?;
    let polled = stage.backend.poll(&token).await?;
    let grant = &success.value()[0];
    assert_eq!(success.value().as_array().map(Vec::len), Some(1));
    assert_eq!(grant["grant_id"], polled["grants"][0]["grant_id"]);
    assert_eq!(grant["provider"], "google");
    assert_eq!(grant["account_identifier"], polled["grants"][0]["account_identifier"]);
    assert_eq!(grant["scopes"], polled["grants"][0]["scopes"]);
    assert_eq!(grant["operation"], "creation");
    told_once(&page, "bus success").await
}

async fn back_without_an_answer(stage: &Stage) -> Result<()> {
    let token = stage.session_with(json!({ "allowed_providers": ["google", "slack"] }), Value::Null).await?;
    let page = stage.page_with_token(&token).await?;
    page.act::<()>("watchRestoration", Value::Null).await?;
    page.connect().await?;
    page.window().wait_for("button[data-provider=google]").await?;
    page.window().script::<Value>("setTimeout(() => history.back())", vec![]).await?;
    page.window().wait_for("#connect").await?;
    // Some engines give the page back as it was, others load it again.
    let back = if page.log().all("page restored").is_empty() { page.next().await? } else { page };
    back.settle().await?;
    assert!(!back.is_open().await?, "the flow is over, and the next one can start");
    let told = back.log().outcome();
    assert!(told.is_empty() || told == ["bus exit", "onExit", "bus close"], "{told:?}");
    Ok(())
}

/// The page stays, and nothing is left of the flow that would explain a result in the address.
async fn a_flow_that_ends_before_the_page_has_left(stage: &Stage) -> Result<()> {
    let slow = AppServer::start(|_| Router::new().route("/sdk/oauth/connect", get(future::pending::<()>))).await?;
    let page = stage.page().await?;
    page.act_in_click("endBeforeLeaving", json!({ "token": "token", "baseURL": slow.origin() })).await?;
    for (way, outcome) in [("popup", "exit"), ("abort", "changed my mind"), ("close", "closed"), ("destroy", "closed")]
    {
        let values = async |what: &str| anyhow::Ok(page.observed(&format!("{what} {way}")).await?.values);
        assert_eq!(values("on its way,").await?, [json!(false), json!(true)], "{way}: it stays pending");
        assert_eq!(values("ended by").await?, [json!(outcome), json!(true)], "{way}: the page may go all the same");
        assert_eq!(values("taken after").await?, [Value::Null], "{way}: a crafted address was believed");
    }
    page.settle().await
}

/// What ends a flow while its page goes takes nothing of the return, nor does a second tap.
async fn a_page_that_cleans_up_as_it_goes(stage: &Stage) -> Result<()> {
    for (event, method) in [
        ("pagehide", "destroy"),
        ("pagehide", "close"),
        ("pagehide", "open"),
        ("visibilitychange", "close"),
        ("beforeunload", "destroy"),
    ] {
        let token = stage
            .session_with(
                json!({ "allowed_providers": ["google"], "return_url": stage.app.page(stage.sdk) }),
                json!({ "outcome": "approve" }),
            )
            .await?;
        let page = stage.page_with_token(&token).await?;
        page.act::<()>("callAsItGoes", json!({ "event": event, "method": method })).await?;
        page.connect().await?;
        let success = page.next().await?.observed("bus success").await?;
        assert_eq!(success.value()[0]["grant_id"], stage.grant_id(&token).await?, "{event}: {method}()");
    }
    Ok(())
}

async fn an_instance_that_is_destroyed_while_it_asks(stage: &Stage) -> Result<()> {
    let page = kept_for(stage, 0).await?;
    page.act::<()>("takeAndDestroy", Value::Null).await?;
    assert_eq!(page.observed("taken").await?.values, [Value::Null, json!(1)]);
    leaves_nothing(&page).await
}

async fn two_instances_on_return(stage: &Stage) -> Result<()> {
    let page = returned(stage, 0).await?;
    page.act::<()>("listen", json!({ "instances": 2 })).await?;
    page.settle().await?;
    assert_eq!(page.log().outcome(), ["bus success"], "once, whoever of them gets it");
    Ok(())
}

async fn a_reload_before_anyone_listens(stage: &Stage) -> Result<()> {
    let page = returned(stage, 0).await?;
    page.act::<()>("createWithoutListeners", Value::Null).await?;
    page.window().reload().await?;
    let page = page.next().await?;
    page.settle().await?;
    assert_eq!(page.log().outcome(), ["bus success"]);
    assert_eq!(page.window().url().await?, stage.app.page(stage.sdk), "the address is not cleaned up");
    Ok(())
}

async fn a_storage_that_is_full_on_return(stage: &Stage) -> Result<()> {
    let page = returned(stage, 0).await?;
    page.act::<()>("fillStorage", Value::Null).await?;
    page.act::<()>("createWithoutListeners", Value::Null).await?;
    page.window().reload().await?;
    let page = page.next().await?;
    page.settle().await?;
    assert_eq!(page.log().outcome(), ["bus success"], "the next load finds it in the address");
    Ok(())
}

async fn a_return_after_the_clock_was_set_back(stage: &Stage) -> Result<()> {
    let page = returned(stage, -3_600).await?;
    page.act::<()>("listen", json!({ "instances": 1 })).await?;
    page.settle().await?;
    assert_eq!(page.log().outcome(), ["bus success"]);
    Ok(())
}

/// Seconds after a return, and whether its result is still handed out.
const LIFE: [(u32, bool); 2] = [(590, true), (601, false)];

async fn open_hands_out_a_fresh_result_only(stage: &Stage) -> Result<()> {
    for (age, fresh) in LIFE {
        let page = kept_for(stage, age).await?;
        page.act_in_click("openNext", Value::Null).await?;
        page.observed(if fresh { "onSuccess" } else { "onEvent" }).await?;
        page.settle().await?;
        let log = page.log();
        assert_eq!(log.all("onSuccess").len(), usize::from(fresh));
        assert_eq!(log.all("window.open").len(), usize::from(!fresh));
        leaves_nothing(&page).await?;
    }
    Ok(())
}

async fn a_fresh_result_is_taken_once(stage: &Stage) -> Result<()> {
    for (age, fresh) in LIFE {
        let page = kept_for(stage, age).await?;
        page.act_in_click("takeTwice", Value::Null).await?;
        let taken = page.observed("taken").await?;
        assert_eq!(taken.values, [json!("function"), if fresh { json!(1) } else { Value::Null }, Value::Null]);
        leaves_nothing(&page).await?;
    }
    Ok(())
}

/// A page that returned with a grant so many seconds ago, and on which nobody has asked for it.
async fn kept_for(stage: &Stage, seconds: u32) -> Result<Page> {
    let page = returned(stage, 0).await?;
    page.act::<()>("keepFor", json!({ "seconds": seconds })).await?;
    Ok(page)
}

async fn leaves_nothing(page: &Page) -> Result<()> {
    let left: Vec<String> = page.run("return Object.keys(sessionStorage)").await?;
    assert!(left.is_empty(), "{left:?} is left behind");
    Ok(())
}

/// A page that stands as after a return with a grant, for a flow that left so many seconds ago.
async fn returned(stage: &Stage, seconds: i32) -> Result<Page> {
    let page = stage.page().await?;
    page.act::<()>("comeBack", json!({ "seconds": seconds })).await?;
    Ok(page)
}

/// Taps Connect on a page with a query and a fragment, and gives the load that the user comes back to.
async fn out_and_back(stage: &Stage, outcome: &str) -> Result<(Page, String)> {
    let start = format!("{}?tab=accounts", stage.app.page(stage.sdk));
    let token = stage
        .session_with(json!({ "allowed_providers": ["google"], "return_url": start }), json!({ "outcome": outcome }))
        .await?;
    let page = stage.app.load(stage.browser.main(), &format!("{start}#section")).await?;
    stage.tell_token(&page, &token).await?;
    page.connect().await?;
    let back = page.next().await?;
    assert!(page.log().outcome().is_empty(), "the page that left has not heard of the outcome");
    assert!(page.log().all("window.open").is_empty(), "a phone gets no popup");
    assert_eq!(back.window().url().await?, format!("{start}#section"), "the address is not cleaned up");
    Ok((back, token))
}

/// The result has been given exactly once, and a reload does not give it again.
async fn told_once(page: &Page, what: &str) -> Result<()> {
    page.settle().await?;
    assert_eq!(page.log().all(what).len(), 1);
    assert!(!page.is_open().await?);
    let left: Value = page.run("return sessionStorage.getItem('alter_oauth_state')").await?;
    assert!(left.is_null(), "the state of the flow is left behind");

    page.window().reload().await?;
    let again = page.next().await?;
    again.settle().await?;
    assert!(again.log().outcome().is_empty(), "a reload repeats the result");
    Ok(())
}
