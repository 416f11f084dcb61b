// Stands in for the hosted page, in a popup or in a frame: gives the answer that it is told to.
'use strict';

const answers = {
  success: {
    type: 'alter_connect_success',
    grants: [
      {
        grant_id: '3e0ff1a2-0000-4000-8000-000000000001',
        provider: 'google',
        provider_name: 'Google',
        account_identifier: 'a@example.com',
        timestamp: '2026-01-01T00:00:00.000Z',
        operation: 'creation',
        scopes: ['calendar.readonly', 'email'],
        status: 'active',
        metadata: { plan: 'trial' },
      },
      { grant_id: '3e0ff1a2-0000-4000-8000-000000000002', provider: 'slack', account_identifier: 'a' },
    ],
  },
  error: { type: 'alter_connect_error', error: 'connect_denied', error_description: 'The user declined.' },
  malformed: { type: 'alter_connect_success', grants: [null, { grant_id: 7 }] },
};

const app = opener ?? parent;

function answer(order) {
  if (order === 'exit') close();
  // Any page may chatter; the SDK has to pass it over.
  app.postMessage({ type: 'resize', height: 700 }, '*');
  if (answers[order]) app.postMessage(answers[order], '*');
}

addEventListener('message', ({ data, source }) => {
  if (source === app) answer(data.answer);
});

// In a popup the token is the order.
if (opener) answer(new URLSearchParams(location.hash.slice(1)).get('session'));
