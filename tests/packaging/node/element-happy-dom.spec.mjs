// @vitest-environment happy-dom
import "alter-connect/element";
import { mockConnect } from "alter-connect/testing";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { cases } from "./element.mjs";

cases({ test, expect, vi, afterEach, beforeEach, mockConnect });
