//! Starting an emulator.

use std::future::ready;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::SystemTime;

use axum::Router;
use axum::middleware::map_response;
use axum::response::Response;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::hosted::{HostedSide, Site};
use crate::origin::parse_origin;
use crate::script::Script;
use crate::server::emulator::Emulator;
use crate::server::files;
use crate::server::listen::{APP, CONNECT, PORT, PROVIDER, StartError, listen, local};
use crate::setup::Setup;

/// Options of an emulator; every one has a default.
#[derive(Clone, Default)]
pub struct Builder {
    api_key: Option<String>,
    host: Option<IpAddr>,
    public_url: Option<String>,
    connect_port: u16,
    provider_port: u16,
    app_port: u16,
    app_origin: Option<String>,
    app_dir: Option<PathBuf>,
    dist_dir: Option<PathBuf>,
    script: Option<Script>,
    log: Option<Log>,
}

/// Where lines go.
type Log = Arc<dyn Fn(&str) + Send + Sync>;

impl Emulator {
    /// An emulator on free ports with a generated API key, unless told otherwise.
    pub fn builder() -> Builder {
        Builder::default()
    }
}

impl Builder {
    /// The one API key to accept: `alter_key_` and 40 URL-safe characters, or a scoped key
    /// (`alter_rk_…`). Default: a generated one.
    #[must_use]
    pub fn api_key(mut self, key: impl Into<String>) -> Self {
        self.api_key = Some(key.into());
        self
    }

    /// Address to listen on. Default: 127.0.0.1. With any other, whoever reaches this machine can use the emulator, read the
    /// files of [`app_dir`](Self::app_dir), and ask for whatever a test may ask for.
    #[must_use]
    pub fn host(mut self, address: IpAddr) -> Self {
        self.host = Some(address);
        self
    }

    /// What browsers know it by where that is not this machine's address: behind a tunnel, or in a network. It has `{port}`
    /// in it for each of the ports, such as `https://name-{port}.app.github.dev`.
    #[must_use]
    pub fn public_url(mut self, pattern: impl Into<String>) -> Self {
        self.public_url = Some(pattern.into());
        self
    }

    /// Port of the API and the hosted Connect page. 0, the default, takes a free one.
    #[must_use]
    pub fn connect_port(mut self, port: u16) -> Self {
        self.connect_port = port;
        self
    }

    /// Port of the provider consent pages. 0, the default, takes a free one.
    #[must_use]
    pub fn provider_port(mut self, port: u16) -> Self {
        self.provider_port = port;
        self
    }

    /// Port of the app server, see [`app_dir`](Self::app_dir). 0, the default, takes a free one.
    #[must_use]
    pub fn app_port(mut self, port: u16) -> Self {
        self.app_port = port;
        self
    }

    /// The app's registered website: the origin of sessions that name no `allowed_origin`.
    /// Default: the app server's, when there is one.
    #[must_use]
    pub fn app_origin(mut self, origin: impl Into<String>) -> Self {
        self.app_origin = Some(origin.into());
        self
    }

    /// Serves this folder on a third origin, with a small backend: `POST /api/session` and
    /// `POST /api/poll`.
    #[must_use]
    pub fn app_dir(mut self, dir: impl Into<PathBuf>) -> Self {
        self.app_dir = Some(dir.into());
        self
    }

    /// Serves this folder under `/dist/` of the app server.
    #[must_use]
    pub fn dist_dir(mut self, dir: impl Into<PathBuf>) -> Self {
        self.dist_dir = Some(dir.into());
        self
    }

    /// Scripts every session that has no `metadata.emulator` of its own. Alter's backend client
    /// sends no such metadata, so this is how its sessions are scripted.
    #[must_use]
    pub fn script(mut self, script: Script) -> Self {
        self.script = Some(script);
        self
    }

    /// Gets a line for each request, and for what becomes of each session. No token is in them.
    #[must_use]
    pub fn log(mut self, line: impl Fn(&str) + Send + Sync + 'static) -> Self {
        self.log = Some(Arc::new(line));
        self
    }

    /// Binds the ports on 127.0.0.1 and starts serving on the current tokio runtime.
    pub async fn start(self) -> Result<Emulator, StartError> {
        self.check()?;
        let host = self.host.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
        let (connect_listener, connect) = listen(host, self.connect_port, CONNECT).await?;
        let (provider_listener, provider) = listen(host, self.provider_port, PROVIDER).await?;
        let (app_listener, app) = match &self.app_dir {
            Some(_) => listen(host, self.app_port, APP).await.map(|(listener, at)| (Some(listener), Some(at)))?,
            None => (None, None),
        };
        let public = |at: &SocketAddr| match &self.public_url {
            Some(pattern) => pattern.trim_end_matches('/').replace(PORT, &at.port().to_string()),
            None => local(at),
        };
        let behind = |at: &SocketAddr| self.public_url.as_ref().map(|_| local(at));
        let setup = Setup {
            base_url: public(&connect),
            provider_url: public(&provider),
            app_url: app.as_ref().map(public),
            local_base_url: behind(&connect),
            local_provider_url: behind(&provider),
            local_app_url: app.as_ref().and_then(behind),
            app_origin: self.app_origin,
            api_key: self.api_key,
            script: self.script,
        };
        let hosted = HostedSide::new(setup, SystemTime::now, fill)?;

        let (running, stop) = watch::channel(());
        let mut servers = JoinSet::new();
        let watched = |router: Router| watched(router, &hosted, self.log.as_ref());
        serve(&mut servers, connect_listener, watched(hosted.router(Site::Connect)), &stop);
        serve(&mut servers, provider_listener, watched(hosted.router(Site::Provider)), &stop);
        if let (Some(listener), Some(dir)) = (app_listener, &self.app_dir) {
            let files = files::serve(dir, self.dist_dir.as_deref());
            serve(&mut servers, listener, watched(hosted.app_with(files)), &stop);
        }
        Ok(Emulator { hosted, servers, running })
    }

    fn check(&self) -> Result<(), StartError> {
        if self.app_dir.is_none() && (self.app_port != 0 || self.dist_dir.is_some()) {
            return Err(StartError::NoApp);
        }
        for dir in [&self.app_dir, &self.dist_dir].into_iter().flatten() {
            if !dir.is_dir() {
                return Err(StartError::NoFolder(dir.clone()));
            }
        }
        if let Some(pattern) = &self.public_url {
            let usual = pattern.replace(PORT, "1");
            if !pattern.contains(PORT) || parse_origin(&usual).is_err() {
                return Err(StartError::PublicUrl);
            }
        }
        let ports = [(self.connect_port, CONNECT), (self.provider_port, PROVIDER), (self.app_port, APP)];
        for (n, (port, page)) in ports.into_iter().enumerate() {
            if let Some((_, other)) = ports[..n].iter().find(|(other, _)| *other == port && port != 0) {
                return Err(StartError::SamePort { port, pages: [other, page] });
            }
        }
        Ok(())
    }
}

/// Passes on what the hosted side has to tell after each request.
fn watched(router: Router, hosted: &HostedSide, log: Option<&Log>) -> Router {
    let Some(log) = log.cloned() else {
        return router;
    };
    let hosted = hosted.clone();
    router.layer(map_response(move |response: Response| {
        hosted.take_log().iter().for_each(|line| log(line));
        ready(response)
    }))
}

fn serve(servers: &mut JoinSet<()>, listener: TcpListener, router: Router, stop: &watch::Receiver<()>) {
    let mut stop = stop.clone();
    let stopped = async move {
        // The sender never sends: this ends when it is dropped.
        let _ = stop.changed().await;
    };
    servers.spawn(async move {
        let serving = axum::serve(listener, router).with_graceful_shutdown(stopped);
        // Its error type is io::Error, but a bound listener's accept errors are retried inside.
        let _ = serving.await;
    });
}

fn fill(bytes: &mut [u8]) {
    getrandom::fill(bytes).expect("the system has random bytes");
}
