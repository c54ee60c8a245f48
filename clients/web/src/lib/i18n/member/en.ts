// What a member's forms and sheets say, in English: apart from the rest, so that it is loaded with them and not with the
// board. The shape of this table is the shape of every other one.
export const en = {
  unsure: "No answer came from the lab, so this may be booked or not. Nothing you entered is lost: press again, it will not be booked twice.",
  elsewhere: "Somebody of another company",
  handle: "Their short name at this lab, the one they sign in with",
  notAlong: "What it is for and its guests do not go along to another company.",
  fault: "Report a fault",
  faultOf: "Of what",
  faultWhat: "What is wrong with it",
  faultHint: "It goes to the lab's managers at once. Your booking stays as it is.",
  faultLong: "This is longer than can be sent: 2,000 characters, accents count twice.",
  faultTell: "Tell the lab",
  faultTold: (what: string) => `The lab's managers know about ${what}. Thank you.`,
};
