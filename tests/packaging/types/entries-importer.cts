// The entries by Node's rules, from CommonJS.
import { isAlterError } from "alter-connect/errors";
import { useAlterConnect } from "alter-connect/react";
import { mockConnect } from "alter-connect/testing";
import { emulateConnect } from "alter-connect/testing/playwright";

export const all = [isAlterError, useAlterConnect, mockConnect, emulateConnect];
