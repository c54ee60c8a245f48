// What is said about signing in through the lab's provider.
export const en = {
  enter: (name: string) => `Sign in with ${name}`,
  over: "This page stays as it is: the sign-in opens beside it.",
  /** How a sign-in that was begun there ended. */
  ended: {
    again: (name: string) => `The sign-in with ${name} took too long, or was begun in another browser. Please begin anew.`,
    declined: (name: string) => `You did not sign in with ${name}. You can try again, or use the password that you have here.`,
    refused: (name: string) => `What ${name} answered cannot be believed, so nobody was signed in. Please begin anew; if it happens again, tell your lab.`,
    down: (name: string) => `${name} does not answer right now. Try again in a moment, or use the password that you have here.`,
    unknown: (name: string) => `You are signed in with ${name}, but this lab has no member of that name. Ask your lab to add you.`,
    busy: (_: string) => "Too many people are signing in, or too many tries went wrong. Try again in a while.",
  },
};
