# What documents and examples say of installing, once everything is published.

# Between the first mark and the second it is cut; between the second and the third it is told.
/^<!-- until published -->$/,/^<!-- once published$/d
/^-->$/d

# Longer words come before their parts.
s|@alter-ai/connect@file:../alter-connect/target/pack/alter-connect.tgz|@alter-ai/connect@npm:alter-connect|g
s|../alter-connect/target/pack/alter-connect.tgz|alter-connect|g
s|../alter-connect/target/pack/alter-connect-emulator.tgz|alter-connect-emulator|g
s|alter-connect --path ../alter-connect/target/pack/crate|alter-connect|g
s|, once `cargo xtask pack` has made the packages||g
s|file:../../target/pack/alter-connect\(-emulator\)\?.tgz|@VERSION@|g
s|src="alter-connect.umd.js"|src="https://cdn.jsdelivr.net/npm/alter-connect@@VERSION@/dist/alter-connect.umd.js"|g
