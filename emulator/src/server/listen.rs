//! Where an emulator listens, and why it can't.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::PathBuf;

use tokio::net::TcpListener;

use crate::setup::SetupError;

/// Why an emulator did not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    #[error(
        "port {port} is in use by another program: stop that one, or choose another for the {page} with {}",
        option(page)
    )]
    PortInUse { port: u16, page: &'static str },
    #[error("can't listen on {address} for the {page}: {source}")]
    Listen { address: SocketAddr, page: &'static str, source: io::Error },
    #[error("a public address has {{port}} in it and no path, such as https://name-{{port}}.app.github.dev")]
    PublicUrl,
    #[error("port {port} is meant for the {} and for the {}: give each a port of its own", pages[0], pages[1])]
    SamePort { port: u16, pages: [&'static str; 2] },
    #[error("the app's port and the folder for /dist/ are of use with an app's folder only")]
    NoApp,
    #[error(transparent)]
    Setup(#[from] SetupError),
    #[error("{0} is no folder")]
    NoFolder(PathBuf),
}

pub(crate) const CONNECT: &str = "hosted Connect page";
pub(crate) const PROVIDER: &str = "consent pages";
pub(crate) const APP: &str = "app";

/// The program's option for a page's port.
fn option(page: &str) -> &'static str {
    match page {
        CONNECT => "--connect-port",
        PROVIDER => "--provider-port",
        _ => "--app-port",
    }
}

pub(crate) const PORT: &str = "{port}";

pub(crate) async fn listen(
    host: IpAddr,
    port: u16,
    page: &'static str,
) -> Result<(TcpListener, SocketAddr), StartError> {
    let address = SocketAddr::new(host, port);
    let failed = |source: io::Error| match source.kind() {
        io::ErrorKind::AddrInUse => StartError::PortInUse { port, page },
        _ => StartError::Listen { address, page, source },
    };
    let listener = TcpListener::bind(address).await.map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    Ok((listener, address))
}

/// How this machine gets there itself.
pub(crate) fn local(at: &SocketAddr) -> String {
    let mut at = *at;
    if at.ip().is_unspecified() {
        at.set_ip(match at {
            SocketAddr::V4(_) => Ipv4Addr::LOCALHOST.into(),
            SocketAddr::V6(_) => Ipv6Addr::LOCALHOST.into(),
        });
    }
    format!("http://{at}")
}
