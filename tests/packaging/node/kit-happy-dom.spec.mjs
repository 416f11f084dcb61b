// @vitest-environment happy-dom
import { expect, test, vi } from "vitest";
import AlterConnect from "alter-connect";
import "alter-connect/element";
import { isAlterError } from "alter-connect/errors";
import { mockConnect } from "alter-connect/testing";
import { cases } from "./kit.mjs";

cases({ test, expect, vi, AlterConnect, mockConnect, isAlterError });
