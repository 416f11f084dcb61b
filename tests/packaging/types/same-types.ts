// Each exported type is the reference's, in both directions; each method takes what the reference's takes and gives what it gives.
import Ours, * as ours from "@alter-ai/connect";
import Reference, * as reference from "alter-connect-reference";

type Fits<From, To> = [From] extends [To] ? true : false;
/** Fails to compile for anything but `true`. */
type Holds<Claim extends true> = Claim;

export type Config = [
  Holds<Fits<reference.AlterConnectConfig, ours.AlterConnectConfig>>,
  Holds<Fits<ours.AlterConnectConfig, reference.AlterConnectConfig>>,
];
export type Options = [
  Holds<Fits<reference.OpenOptions, ours.OpenOptions>>,
  Holds<Fits<ours.OpenOptions, reference.OpenOptions>>,
  Holds<Fits<keyof reference.OpenOptions, keyof ours.OpenOptions>>,
  Holds<Fits<keyof ours.OpenOptions, keyof reference.OpenOptions>>,
];
export type Providers = [
  Holds<Fits<reference.Provider, ours.Provider>>,
  Holds<Fits<ours.Provider, reference.Provider>>,
];
export type Grants = [Holds<Fits<reference.Grant, ours.Grant>>, Holds<Fits<ours.Grant, reference.Grant>>];
export type Errors = [Holds<Fits<reference.AlterError, ours.AlterError>>, Holds<Fits<ours.AlterError, reference.AlterError>>];

// Members: none is missing. Arguments fit ours, results fit the reference's.
export type Members = Holds<Fits<keyof Reference, keyof Ours>>;
type Method = keyof Reference;
export type Takes = Holds<{ [M in Method]: Fits<Parameters<Reference[M]>, Parameters<Ours[M]>> }[Method]>;
export type Gives = Holds<{ [M in Method]: Fits<ReturnType<Ours[M]>, ReturnType<Reference[M]>> }[Method]>;
// Code that asks for a method's parameters gets what it got from the reference.
export type Asked = Holds<{ [M in Method]: Fits<Parameters<Ours[M]>, Parameters<Reference[M]>> }[Method]>;
export type Create = [
  Holds<Fits<Parameters<typeof Reference.create>, Parameters<typeof Ours.create>>>,
  Holds<Fits<ReturnType<typeof Ours.create>, Ours>>,
  Holds<Fits<keyof typeof Reference, keyof typeof Ours>>,
];
export type Names = [Holds<Fits<keyof typeof reference, keyof typeof ours>>, Holds<Fits<keyof typeof ours, keyof typeof reference>>];

// The proof itself can fail.
// @ts-expect-error: a string is no number
export type Wrong = Holds<Fits<string, number>>;
// @ts-expect-error: one method among others does not fit
export type OneWrong = Holds<{ open: true; close: false }["open" | "close"]>;
