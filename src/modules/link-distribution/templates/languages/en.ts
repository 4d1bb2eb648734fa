import type { LinkStrings } from '../link-strings.js';

/** English. */
export const en: LinkStrings = {
  subject: 'Your payment to {merchant}: {amount}',
  heading: 'Pay {merchant}',
  intro: '{merchant} asks you to pay {amount}.',
  amountLabel: 'Amount',
  referenceLabel: 'Reference',
  button: 'Pay now',
  expires: 'The link is valid until {date}.',
  copyAddress: 'If the button does not work, copy this address into your browser:',
  unexpected: 'If you were not expecting this message, you can ignore it. Nothing is charged until you pay.',
  sms: '{merchant}: pay {amount}{reference}{expiry} here: {url}',
  smsExpiry: ' before {date}',
  reminderSubject: 'Reminder of your payment to {merchant}: {amount}',
  reminderIntro: '{merchant} reminds you that {amount} has not been paid yet.',
  reminderSms: '{merchant}: reminder, pay {amount}{reference}{expiry} here: {url}',
  optOut: 'No more messages from {merchant}? Unsubscribe here:',
  unsubscribe: 'Unsubscribe',
  unsubscribeAsk: 'Do you want no more messages about payments from {merchant}?',
  unsubscribed: '{merchant} will send you no more messages about payments.',
};
