import AlterConnect from "alter-connect";
import { isAlterError } from "alter-connect/errors";
import { newConnectUrl } from "./session.js";

Object.assign(window, { AlterConnect, isAlterError, newConnectUrl });
