//! What only JavaScript can get wrong: its values have any type.

use serde_json::{Value, json};

use crate::node::Node;

/// Only where the package has been built.
async fn node() -> Option<Node> {
    (std::env::var("ALTER_EMULATOR").as_deref() == Ok("node")).then(Node::start)
}

#[tokio::test]
async fn options_of_the_wrong_type_are_named() {
    for (options, said) in [
        (json!({"connectPort": "4600x"}), "connectPort is a whole number from 0 to 65535"),
        (json!({"connectPort": "4600"}), "connectPort is a whole number from 0 to 65535"),
        (json!({"providerPort": 65536}), "providerPort is a whole number from 0 to 65535"),
        (json!({"appPort": 1.5, "appDir": "."}), "appPort is a whole number from 0 to 65535"),
        (json!({"appDir": 5}), "appDir is a string"),
        (json!({"distDir": [], "appDir": "."}), "distDir is a string"),
        (json!({"appOrigin": 5}), "appOrigin is a string"),
        (json!({"apiKey": {}}), "apiKey is a string"),
        (
            json!({"script": "explode"}),
            "the options can't be used: unknown variant `explode`, expected one of `approve`",
        ),
        (json!({"script": {"outcom": "deny"}}), "the options can't be used: unknown field `outcom`"),
        (json!({"port": 1}), "startEmulator has no option \"port\""),
    ] {
        let Some(mut node) = node().await else { return };
        let refusal = node.ask("start", options.clone()).await.expect_err(&options.to_string());
        assert!(refusal["message"].as_str().unwrap().starts_with(said), "{options}: {refusal}");
    }
    let Some(mut node) = node().await else { return };
    node.ask("start", json!({"connectPort": null, "appDir": null, "script": "deny"})).await.unwrap();
}

#[tokio::test]
async fn requests_of_the_wrong_type_are_refused_with_a_code() {
    let Some(mut node) = node().await else { return };
    node.ask("start", json!({})).await.unwrap();
    for request in
        [json!({"allowed_providers": "google"}), json!({"return_url": 5}), json!([]), json!("x"), json!(null)]
    {
        let refusal = node.ask("createSession", request.clone()).await.expect_err(&request.to_string());
        assert_eq!((&refusal["error"], &refusal["status"]), (&json!("invalid_body"), &json!(422)), "{request}");
    }
    for request in [json!({"user_token": "u"}), json!({"provider": 5, "user_token": "u"}), json!([])] {
        let refusal = node.ask("createManagedSecretSession", request.clone()).await.expect_err(&request.to_string());
        assert_eq!((&refusal["error"], &refusal["status"]), (&json!("invalid_body"), &json!(422)), "{request}");
    }
    let request = json!({"provider": "stripe", "user_token": "u"});
    assert_eq!(node.ask("createManagedSecretSession", request).await.unwrap()["path"], "key_entry");
    for milliseconds in [json!("1000"), json!(null), json!(-1), json!({})] {
        let refusal = node.ask("advanceClock", milliseconds.clone()).await.expect_err(&milliseconds.to_string());
        assert!(refusal["message"].as_str().unwrap().starts_with("advanceClock takes milliseconds"), "{refusal}");
    }
    for token in [json!(5), json!({}), Value::Null] {
        assert_eq!(node.ask("poll", token).await.unwrap(), json!({"status": "expired"}));
    }
}
