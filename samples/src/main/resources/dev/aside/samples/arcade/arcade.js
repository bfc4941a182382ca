'use strict';

// Names come from players: all text is set as text, and nothing is ever parsed as markup.

const by = id => document.getElementById(id);

function element(tag, text, className) {
  const made = document.createElement(tag);
  made.textContent = text;
  if (className) {
    made.className = className;
  }
  return made;
}

function named(row) {
  const cell = element('td', row.player);
  if (row.how) {
    cell.append(element('small', row.how));
  }
  return cell;
}

function line(row, className) {
  const made = element('tr', '', className);
  made.append(element('td', row.rank), named(row), element('td', row.score.toLocaleString('en')));
  return made;
}

function item(row, what) {
  const made = element('li', '');
  made.append(element('span', row.player), element('b', what));
  return made;
}

// What everybody sees.

let me = null;
let leader = null;
let shown = null;

const key = row => JSON.stringify([row.player, row.score]);

function showTop(top) {
  by('top').replaceChildren(...top.rows.map(row =>
    line(row, row.player === me ? 'me' : !shown || shown.has(key(row)) ? '' : 'new')));
  shown = new Set(top.rows.map(key));
  const first = top.rows[0];
  const news = first
    ? `${first.player} leads with ${first.score.toLocaleString('en')}.`
    : 'Nobody has played yet.';
  if (news !== leader) { // or it would be read aloud again and again
    leader = news;
    by('news').textContent = news;
  }
}

function showPodium(podium) {
  const rows = podium ? podium.rows : [];
  const ended = podium ? new Date(podium.endedMillis).toLocaleTimeString('en', {hour: '2-digit', minute: '2-digit', hour12: false}) : '';
  by('before').textContent = rows.length ? `It ended at ${ended}.` : 'Nobody played in it.';
  by('podium').replaceChildren(...rows.map(row => item(row, row.score.toLocaleString('en'))));
}

function showBoard(board) {
  showTop(board.top);
  showPodium(board.podium);
  by('champions').replaceChildren(...board.champions.rows.map(row => item(row, row.score)));
}

function showClock(clock) {
  const minutes = Math.floor(clock.secondsLeft / 60);
  const seconds = String(clock.secondsLeft % 60).padStart(2, '0');
  by('clock').textContent = `${minutes}:${seconds}`;
  by('season').max = clock.seconds;
  by('season').value = clock.seconds - clock.secondsLeft;
}

const events = new EventSource('/events');
events.addEventListener('board', event => showBoard(JSON.parse(event.data)));
events.addEventListener('clock', event => showClock(JSON.parse(event.data)));
events.addEventListener('open', () => { by('link').textContent = ''; });
events.addEventListener('error', () => { by('link').textContent = 'The arcade does not answer. Trying again …'; });

// What the player does.

let round = null;

function setState(state) {
  by('game').dataset.state = state;
  const playing = state === 'playing';
  by('round').hidden = round === null;
  by('play').disabled = state === 'waiting' || playing;
  by('higher').disabled = !playing || round.ifHigher === 0;
  by('lower').disabled = !playing || round.ifLower === 0;
}

async function send(path, values) {
  const response = await fetch(path, {method: 'POST', body: new URLSearchParams(values)});
  if (!response.ok) {
    throw new Error(await response.text());
  }
  return response.json();
}

function said(turn) {
  const points = `${turn.points.toLocaleString('en')} points`;
  if (turn.left > 0) {
    return turn.isRight === null ? 'Higher or lower?' : `Right. ${points}, ${turn.left} guesses left.`;
  }
  return (turn.isRight ? 'All ten are right' : 'Wrong') + `: the round is over with ${points}.`;
}

function showResult(result) {
  me = result.player;
  by('around').replaceChildren(...result.around.map(row => line(row, row.player === me ? 'me' : '')));
  by('places').replaceChildren(...result.places.map(place => {
    const made = element('tr', '');
    const moved = place.before !== null && place.before !== place.rank ? `, from ${place.before}` : '';
    const best = element('td', place.best.toLocaleString('en'));
    if (place.isBest) {
      best.prepend(element('span', 'new ', 'beaten'));
    }
    made.append(element('td', place.period), element('td', `${place.rank} of ${place.total}${moved}`), best);
    return made;
  }));
  by('mine').hidden = false;
}

async function turn(path, values) {
  const before = by('game').dataset.state;
  setState('waiting');
  try {
    round = await send(path, values);
    by('number').textContent = round.number;
    by('if-higher').textContent = round.ifHigher ? `+${round.ifHigher}` : '';
    by('if-lower').textContent = round.ifLower ? `+${round.ifLower}` : '';
    by('said').textContent = said(round);
    setState(round.left > 0 ? 'playing' : 'over');
    if (round.result) {
      showResult(round.result);
      by('play').textContent = 'Play again';
      by('play').focus();
    }
  } catch (failure) {
    by('said').textContent = failure.message;
    setState(before);
  }
}

function guess(higher) {
  const button = by(higher ? 'higher' : 'lower');
  if (!button.disabled) {
    turn('/guesses', {round: round.round, higher}).then(() => button.disabled || button.focus());
  }
}

by('begin').addEventListener('submit', event => {
  event.preventDefault();
  turn('/rounds', {player: by('player').value}).then(() => by('higher').disabled || by('higher').focus());
});
by('higher').addEventListener('click', () => guess(true));
by('lower').addEventListener('click', () => guess(false));
document.addEventListener('keydown', event => {
  const guesses = {ArrowUp: true, ArrowDown: false};
  if (event.key in guesses && by('game').dataset.state === 'playing' && event.target !== by('player')) {
    event.preventDefault();
    guess(guesses[event.key]);
  }
});
