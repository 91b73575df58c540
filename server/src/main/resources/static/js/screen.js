// Shows the slides in turn and asks for new ones between rounds. When the line is down, the last ones go on.
const stage = document.getElementById('slides');
const state = document.getElementById('state');
const seconds = Number(stage.dataset.seconds);
let shown = 0;

function show(index) {
    const slides = stage.children;
    for (let i = 0; i < slides.length; i++) {
        slides[i].hidden = i !== index;
    }
}

async function renew() {
    try {
        const answer = await fetch(location.href, { cache: 'no-cache', signal: AbortSignal.timeout(8000) });
        if (!answer.ok) {
            throw new Error(String(answer.status));
        }
        const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
        stage.replaceChildren(...fresh.getElementById('slides').children);
        document.querySelector('header').replaceWith(fresh.querySelector('header'));
        state.textContent = '';
    } catch {
        state.textContent = state.dataset.lost;
    }
}

async function next() {
    shown = (shown + 1) % stage.children.length;
    if (shown === 0) {
        await renew();
    }
    show(shown);
}

show(0);
setInterval(next, seconds * 1000);
